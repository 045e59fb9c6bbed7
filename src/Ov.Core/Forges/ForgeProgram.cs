using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Core.Forges;

/// <summary>The program that speaks with a forge for its user: <c>gh</c> or <c>glab</c>. It is run in the project, and never asks a question.</summary>
public sealed class ForgeProgram(OvApp app, string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => name;

    public bool IsInstalled => ProgramPath.Find(name, app.Environment.Variables) is not null;

    /// <param name="what">The deed as a verb phrase, for the case that it fails.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="OvException">tool-missing; failed in the program's own words.</exception>
    public string Ask(string what, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        if (!IsInstalled)
        {
            throw new OvException(ErrorCode.ToolMissing, $"The program {name}, which speaks with the forge, is not on PATH.", $"Install it and log in: {name} auth login");
        }

        var result = app.Processes.Run(
            new ProcessRequest(name, arguments)
            {
                WorkingDirectory = app.Project.Root, TimeLimit = Patience,
                Changes = new Dictionary<string, string?> { ["GH_PROMPT_DISABLED"] = "1", ["NO_PROMPT"] = "1", ["NO_COLOR"] = "1" },
            },
            stop);
        return result.Succeeded ? result.Stdout : throw new OvException(
            ErrorCode.Failed, $"{name} could not {what}: {(result.TimedOut ? $"no answer within {Patience.TotalSeconds:0} s" : GitProgram.LastWords(result.Stderr))}", Hint(result));
    }

    /// <summary>What <c>gh</c> ends with when it has nobody to speak for.</summary>
    private const int NotLoggedIn = 4;

    private string Hint(ProcessResult result) =>
        result.ExitCode == NotLoggedIn || Says(result, "auth login") ? $"Log in: {name} auth login"
        : Says(result, "rate limit") ? "The forge answers no more calls for a while; run this again later."
        : $"See what it says: {name} auth status";

    private static bool Says(ProcessResult result, string words) => result.Stderr.Contains(words, StringComparison.OrdinalIgnoreCase);
}

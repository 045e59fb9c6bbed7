using System.Globalization;
using System.Text.Json;

namespace Ov.Core.Forges;

/// <summary>The place where pull requests are made, in the words that its own program takes.</summary>
public abstract class Forge
{
    internal const string GitHub = "gh", GitLab = "glab";

    private protected Forge(ForgeProgram program) => Program = program;

    public ForgeProgram Program { get; }

    /// <summary>The forge of a remote: what the settings say, else what its address tells.</summary>
    public static Forge Of(OvApp app, string url)
    {
        var name = app.Config.Merge.Forge ?? ProgramFor(url, name => new ForgeProgram(app, name).IsInstalled);
        return name == GitLab ? new GitLabForge(new ForgeProgram(app, name)) : new GitHubForge(new ForgeProgram(app, name));
    }

    /// <summary>The remote's address tells which program; where it does not, the one that is installed.</summary>
    public static string ProgramFor(string url, Func<string, bool> isInstalled) =>
        url.Contains("gitlab", StringComparison.OrdinalIgnoreCase) ? GitLab
        : url.Contains("github", StringComparison.OrdinalIgnoreCase) || isInstalled(GitHub) || !isInstalled(GitLab) ? GitHub
        : GitLab;

    /// <summary>Makes one, without a question.</summary>
    public abstract IReadOnlyList<string> CreateArguments(string branch, string into, string title, string body);

    /// <summary>Every request that was ever made for a branch, newest first.</summary>
    /// <exception cref="OvException">tool-missing, failed.</exception>
    public abstract IReadOnlyList<ForgeRequest> Find(string branch, CancellationToken stop);

    /// <inheritdoc cref="Find"/>
    public abstract ForgeLook Look(ForgeRequest request, CancellationToken stop);

    /// <summary>Asks another branch to take it.</summary>
    /// <inheritdoc cref="Find"/>
    public abstract void Retarget(ForgeRequest request, string into, CancellationToken stop);

    /// <summary>What a check that failed printed.</summary>
    /// <param name="job">Of its remark.</param>
    /// <inheritdoc cref="Find"/>
    public abstract string Log(string job, CancellationToken stop);

    /// <inheritdoc cref="Find"/>
    public ForgeRequest Create(string branch, string tip, string into, string title, string body, CancellationToken stop)
    {
        var url = Made(Program.Ask("make the pull request", CreateArguments(branch, into, title, body), stop));
        return url is not null && long.TryParse(url.TrimEnd('/').Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ForgeRequest(Program.Name, number, url, into, tip, RequestState.Open)
            : throw new OvException(ErrorCode.Failed, $"{Program.Name} made no pull request that it names.", $"{branch} is pushed; see what is there, then run this again.");
    }

    /// <summary>The address in an answer to making one: its last line that is one.</summary>
    public static string? Made(string answer) =>
        answer.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(line => line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal));

    /// <exception cref="OvException">tool-missing, failed; also when the answer is no JSON object.</exception>
    private protected JsonElement One(string what, IReadOnlyList<string> arguments, CancellationToken stop) => Read(what, Program.Ask(what, arguments, stop), JsonValueKind.Object);

    /// <exception cref="OvException">tool-missing, failed; also when the answer is no JSON list.</exception>
    private protected IReadOnlyList<JsonElement> List(string what, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var answer = Program.Ask(what, arguments, stop).Trim();
        // Older ones say in words that there is nothing.
        return answer.Length == 0 || answer.StartsWith("No ", StringComparison.Ordinal) ? [] : [.. Read(what, answer, JsonValueKind.Array).EnumerateArray()];
    }

    private JsonElement Read(string what, string answer, JsonValueKind kind)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.ValueKind == kind)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new OvException(ErrorCode.Failed, $"{Program.Name} could not {what}: it answered something that ov does not read.", $"A newer {Program.Name} may help.");
    }
}

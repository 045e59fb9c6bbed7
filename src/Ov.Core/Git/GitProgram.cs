using System.Text.RegularExpressions;
using Ov.Core.Processes;

namespace Ov.Core.Git;

/// <summary>
/// The only door to git: the same words whatever the user's language, no inherited <c>GIT_*</c> (a hook or an agent may have set
/// them), no pager, editor or prompt, no background collection, and a time limit.
/// </summary>
/// <param name="variables">The snapshot in <see cref="OvEnvironment"/>.</param>
public sealed partial class GitProgram(ProcessRunner runner, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>2.38 brought <c>merge-tree --write-tree</c>, without which no merge can be built off to the side.</summary>
    public static readonly Version Minimum = new(2, 38);

    private static readonly string[] Settings =
    [
        "--no-pager", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotePath=false",
        // Racing agents share one ref store: wait for a lock that is held for milliseconds instead of failing.
        "-c", "core.filesRefLockTimeout=3000", "-c", "core.packedRefsTimeout=5000",
        "-c", "i18n.commitEncoding=UTF-8", "-c", "i18n.logOutputEncoding=UTF-8",
    ];

    private static readonly string[] NoHooks = ["-c", "core.hooksPath=/dev/null"];

    // Parsed answers must be whole, so the cap is only a guard against running out of memory.
    private const int OutputCap = 512 << 20;

    private readonly Lazy<Dictionary<string, string>> _change = new(() => Cleaned(variables));
    private readonly Lazy<Dictionary<string, string>> _read = new(() => new(Cleaned(variables)) { ["GIT_OPTIONAL_LOCKS"] = "0" });
    private readonly Lazy<string> _program = new(() => ProgramPath.Find("git", variables) ?? throw new OvException(
        ErrorCode.ToolMissing, "The program git is not on PATH.", $"Install git {Minimum} or newer."));

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>False where the repository's hooks could be somebody else's change.</summary>
    public bool RunsHooks { get; init; } = true;

    internal IReadOnlyDictionary<string, string> Variables => variables;

    /// <summary>Runs it and returns the result whatever the exit status; only a missing git and the time limit throw.</summary>
    public ProcessResult Run(GitCall call, CancellationToken cancellation = default)
    {
        var result = runner.Run(
            new ProcessRequest(_program.Value, [.. Settings, .. RunsHooks ? [] : NoHooks, .. call.Arguments])
            {
                WorkingDirectory = call.Directory,
                Environment = call.IsRead ? _read.Value : _change.Value,
                Changes = call.Variables,
                Input = call.Input,
                TimeLimit = call.TimeLimit ?? TimeLimit,
                OutputCap = OutputCap,
                Kind = CallKind.Git,
                Customary = Settings.Length,
            },
            cancellation);
        if (result.TimedOut)
            throw new OvException(ErrorCode.GitFailed, $"git {Verb(call)} did not finish within {(call.TimeLimit ?? TimeLimit).TotalSeconds:0} s in {call.Directory}.");
        return result.Cut ? throw new OvException(ErrorCode.GitFailed, $"git {Verb(call)} answered more than {OutputCap >> 20} MiB.") : result;
    }

    /// <summary>Runs it and returns stdout; a failure throws with git's own last words.</summary>
    public string Text(GitCall call, CancellationToken cancellation = default)
    {
        var result = Run(call, cancellation);
        return result.ExitCode == 0 ? result.Stdout : throw Failure(call, result);
    }

    /// <summary>The same for an answer of one line.</summary>
    public string Line(GitCall call, CancellationToken cancellation = default) => Text(call, cancellation).TrimEnd('\n', '\r');

    /// <summary>The error for a call that failed: too old a git explains itself, anything else in git's words.</summary>
    public OvException Failure(GitCall call, ProcessResult result)
    {
        RequireVersion();
        return new OvException(ErrorCode.GitFailed, $"git {Verb(call)} failed in {call.Directory}: {LastWords(result.Stderr)}");
    }

    /// <summary>The version of git. Refuses one that is too old. Asked by init and doctor, and after any failure; never on the way.</summary>
    public Version RequireVersion()
    {
        var call = GitCall.Read("/", "version");
        var text = Run(call).Stdout.Trim();
        var match = VersionNumber().Match(text);
        if (!match.Success)
            throw new OvException(ErrorCode.ToolMissing, $"git does not say its version: {text}", $"Install git {Minimum} or newer.");
        var version = Version.Parse(match.Value);
        return version >= Minimum ? version : throw new OvException(
            ErrorCode.ToolMissing, $"git {version} is too old: merging off to the side needs {Minimum}.", $"Install git {Minimum} or newer.");
    }

    /// <summary>The line that says what went wrong; git ends many failures with hints.</summary>
    internal static string LastWords(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.LastOrDefault(l => l.StartsWith("fatal:", StringComparison.Ordinal) || l.StartsWith("error:", StringComparison.Ordinal))
            ?? lines.LastOrDefault(l => !l.StartsWith("hint:", StringComparison.Ordinal))
            ?? "no reason given";
    }

    internal static Dictionary<string, string> Cleaned(IReadOnlyDictionary<string, string> variables)
    {
        var cleaned = variables.Where(v => !v.Key.StartsWith("GIT_", StringComparison.Ordinal)).ToDictionary();
        cleaned.Remove("LANGUAGE");
        cleaned["LC_ALL"] = "C";
        cleaned["GIT_TERMINAL_PROMPT"] = "0";
        cleaned["GIT_EDITOR"] = "true";
        return cleaned;
    }

    private static string Verb(GitCall call) => call.Arguments.FirstOrDefault(a => !a.StartsWith('-') && !a.Contains('=', StringComparison.Ordinal)) ?? "";

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();
}

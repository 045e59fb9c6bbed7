using System.Text.Json;
using Ov.Core.Git;
using Ov.Core.Processes;
using Ov.Core.Runs;

namespace Ov.Core.Trackers;

/// <summary>A place outside of the ledger where issues are kept, in the words of its own program.</summary>
public abstract class Tracker
{
    public const string Seeds = "seeds", Beads = "beads", GitHub = "github";

    public static readonly IReadOnlyList<string> Names = [Seeds, Beads, GitHub];

    private protected Tracker(OvApp app, string name, string program) => (App, Name, Program) = (app, name, program);

    public string Name { get; }

    public string Program { get; }

    private protected OvApp App { get; }

    /// <param name="run">On whose target what the tracker keeps in the repository is changed.</param>
    public static Tracker Of(OvApp app, string name, RunRecord run) => name switch
    {
        Seeds => new SeedsTracker(app, run),
        Beads => new BeadsTracker(app),
        _ => new GitHubTracker(app),
    };

    /// <summary>The settings' word, else the folder that one of them keeps here, as Overstory looks; null: none is used.</summary>
    public static string? Configured(OvApp app) =>
        !app.Config.Trackers.Enabled ? null : app.Config.Trackers.Backend ?? (Has(app, ".beads") ? Beads : Has(app, SeedsTracker.Folder) ? Seeds : null);

    public static string ProgramOf(string name) => name switch { Seeds => "sd", Beads => "bd", _ => "gh" };

    /// <summary>Whether our tests run the real program; the others are written by their documents.</summary>
    public static bool IsTested(string name) => name == Seeds;

    /// <summary>Equal while nothing has changed; null where only asking tells.</summary>
    public virtual string? Stamp => null;

    /// <summary>All issues, closed ones too.</summary>
    /// <exception cref="OvException">tool-missing; failed in the program's own words, or when it says nothing that can be read.</exception>
    public abstract IReadOnlyList<TrackerIssue> List(CancellationToken stop);

    /// <summary>Makes changes; each may be made again.</summary>
    /// <param name="done">Hears of each that is there for good, and of the issue before and after it.</param>
    /// <exception cref="OvException">As <see cref="List"/>; not-found; and what keeps a branch from moving.</exception>
    public virtual void Write(IReadOnlyList<IssueChange> changes, Action<IssueChange, IssueWritten> done, CancellationToken stop)
    {
        foreach (var change in changes)
        {
            done(change, Make(change, stop));
        }
    }

    /// <inheritdoc cref="List"/>
    public virtual TrackerIssue? Find(string id, CancellationToken stop) => List(stop).FirstOrDefault(issue => issue.Id == id);

    /// <returns>Its id.</returns>
    private protected abstract string Create(IssueChange change, CancellationToken stop);

    /// <param name="change">Only what differs.</param>
    private protected abstract void Edit(TrackerIssue now, IssueChange change, CancellationToken stop);

    /// <summary>What it has no word for is left out.</summary>
    private protected virtual IssueChange Sayable(IssueChange change, TrackerIssue now) => change;

    private protected IssueWritten Make(IssueChange change, CancellationToken stop)
    {
        // One that was made before a crash bears the task's mark.
        var id = change.Id ?? List(stop).FirstOrDefault(issue => issue.Mark == change.Mark)?.Id ?? Create(change, stop);
        var now = Require(id, stop);
        var rest = Sayable(change, now).Since(now);
        if (!rest.IsEmpty)
        {
            Edit(now, rest, stop);
        }

        return new IssueWritten(change.Id is null ? null : now, rest.IsEmpty ? now : Require(id, stop));
    }

    /// <exception cref="OvException">tool-missing, failed.</exception>
    private protected JsonElement Ask(string what, string folder, IReadOnlyDictionary<string, string?> variables, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        if (ProgramPath.Find(Program, App.Environment.Variables) is null)
        {
            throw Missing(Name);
        }

        var limit = TimeSpan.FromMinutes(1);
        var result = App.Processes.Run(new ProcessRequest(Program, arguments) { WorkingDirectory = folder, TimeLimit = limit, OutputCap = 64 << 20, Changes = variables }, stop);
        if (!result.Succeeded)
        {
            throw new OvException(
                ErrorCode.Failed, $"{Program} could not {what}: {(result.TimedOut ? $"no answer within {limit.TotalSeconds:0} s" : Words(result))}", $"See what it says: {Program} {arguments[0]}");
        }

        return Read(what, result.Cut ? "" : result.Stdout);
    }

    private protected JsonElement Read(string what, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Unreadable(what);
        }
    }

    private protected OvException Unreadable(string what) =>
        new(ErrorCode.Failed, $"{Program} could not {what}: it answered something that ov does not read.", $"A newer {Program} may help.");

    /// <exception cref="OvException">failed, when one of them is no issue.</exception>
    private protected IReadOnlyList<TrackerIssue> Issues(IEnumerable<JsonElement> rows, Func<JsonElement, TrackerIssue> read)
    {
        var issues = rows.Select(row => row.ValueKind == JsonValueKind.Object ? read(row) : throw Unreadable("list the issues")).ToList();
        return issues.TrueForAll(issue => IsId(issue.Id)) ? issues : throw Unreadable("list the issues");
    }

    /// <summary>One word that no program takes for an option.</summary>
    internal static bool IsId(string text) => text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>Whether a file is a tracker's own: what its program changes there is no work of an agent's.</summary>
    public static bool Keeps(string path) => path.StartsWith(".seeds/", StringComparison.Ordinal) || path.StartsWith(".beads/", StringComparison.Ordinal);

    internal static OvException Missing(string name) => new(
        ErrorCode.ToolMissing, $"The program {ProgramOf(name)}, which keeps the issues of {name}, is not on PATH.", "Install it, or choose another one: ov config set taskTracker.backend seeds|beads|github");

    /// <summary>Its own, from either stream: some say failures as JSON on the first.</summary>
    private static string Words(ProcessResult result)
    {
        try
        {
            using var said = JsonDocument.Parse(result.Stdout);
            return TrackerWords.Title(Json.JsonPick.Text(said.RootElement, "error"));
        }
        catch (JsonException)
        {
            return TrackerWords.Title(GitProgram.LastWords(result.Stderr));
        }
    }

    private TrackerIssue Require(string id, CancellationToken stop) => Find(id, stop)
        ?? throw new OvException(ErrorCode.NotFound, $"{Name} has no issue '{id}'.", $"See '{Program} {(Name == GitHub ? "issue list" : "list")}'.");

    private static bool Has(OvApp app, string folder) => Directory.Exists(Path.Combine(app.Project.Root, folder));
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Ov.Core.Config;
using Ov.Core.Delivering;
using Ov.Core.Git;
using Ov.Core.Json;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Trackers;

/// <summary>
/// Seeds, by <c>sd</c>: lines in <c>.seeds/issues.jsonl</c>. Its program runs in a copy that knows what the target and the project's folder
/// have; what it changes there lands on the target as a commit of its own, and nobody's checkout is written.
/// </summary>
internal sealed class SeedsTracker(OvApp app, RunRecord run) : Tracker(app, Seeds, ProgramOf(Seeds))
{
    public const string Folder = ".seeds";

    private const string Lines = "issues.jsonl", Extension = "ovTask";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Where its program looks upward for the main checkout, there is none to find.
    private static readonly Dictionary<string, string?> Apart = new() { ["GIT_DIR"] = "/dev/null/none", ["NO_COLOR"] = "1" };

    /// <summary>Null while no copy is open: what git does not keep there is changed where it lies.</summary>
    private string? _copy;

    public override string? Stamp => new FileInfo(Path.Combine(App.Project.Root, Folder, Lines)) is { Exists: true } file
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "none";

    public override IReadOnlyList<TrackerIssue> List(CancellationToken stop) =>
        _copy is not null ? Listed(stop) : InCopy(new GitRefs(App.Git).Tip(App.Project.CommonDir, run.Target), _ => Listed(stop));

    public override void Write(IReadOnlyList<IssueChange> changes, Action<IssueChange, IssueWritten> done, CancellationToken stop)
    {
        if (App.Ledger.Read(sql => Publisher.ModeOf(sql, App.Config, run.Id)) == PublishMode.Pr)
        {
            throw new OvException(ErrorCode.State, $"{run.Target} changes by pull requests only, so the files of Seeds are not changed there.", "Change the issue with sd, in the branch that is offered.");
        }

        using var lease = TargetLease.Take(App, run.Target, "tracker", Patience);
        var seen = new GitRefs(App.Git).Tip(App.Project.CommonDir, run.Target);
        if (seen is null || Kept(seen).Count == 0)
        {
            base.Write(changes, done, stop);
            return;
        }

        var made = InCopy(seen, kept =>
        {
            var before = ReadAll();
            var written = changes.Select(change => Make(change, stop)).ToList();
            Land(seen, changes, kept, before, ReadAll());
            return written;
        });
        foreach (var (change, written) in changes.Zip(made))
        {
            done(change, written);
        }
    }

    private protected override string Create(IssueChange change, CancellationToken stop)
    {
        var made = Sd("make the issue", stop, "create", $"--title={Sayable(change.Title)}", "--type=task", $"--priority={TrackerWords.Number(change.Priority ?? 2)}", $"--description={Sayable(change.Body)}");
        var id = made.Text("id") ?? throw new OvException(ErrorCode.Failed, "sd made no issue that it names.", "See 'sd list'.");
        Sd("mark the issue", stop, "update", id, $"--extensions={JsonText.Object(json => json.WriteString(Extension, change.Mark))}");
        return id;
    }

    private protected override void Edit(TrackerIssue now, IssueChange change, CancellationToken stop)
    {
        foreach (var (what, words) in IssueVerbs.Of(now, change, Sayable))
        {
            Sd(what, stop, words);
        }
    }

    /// <summary>It takes a text that begins with two dashes for an option of its own, and forgets an empty one; the space is taken off on reading.</summary>
    internal static string Sayable(string? text) => string.IsNullOrEmpty(text) || text.StartsWith("--", StringComparison.Ordinal) ? " " + text : text;

    private IReadOnlyList<TrackerIssue> Listed(CancellationToken stop) => Issues(Sd("list the issues", stop, "list", "--all", "--limit", "1000000").Items("issues"), Issue);

    /// <summary>What is blocked is open here, and says by whom.</summary>
    private protected override IssueChange Sayable(IssueChange change, TrackerIssue now) => change.Status == IssueStatus.Blocked ? change with { Status = IssueStatus.Open } : change;

    internal static TrackerIssue Issue(JsonElement from) => new(
        from.Text("id") ?? "", TrackerWords.Title(from.Text("title")), TrackerWords.Body(from.Text("description")), TrackerWords.Status(from.Text("status")),
        from.Member("priority") is null ? 2 : (int)from.Count("priority"), from.Text("type") ?? "task", [.. from.Items("blockedBy").Select(id => id.GetString() ?? "")],
        from.Member("extensions")?.Text(Extension));

    private JsonElement Sd(string what, CancellationToken stop, params string[] arguments) =>
        Ask(what, _copy ?? App.Project.Root, Apart, [.. arguments, "--json"], stop) is var answer && answer.IsTrue("success") ? answer : throw Unreadable(what);

    private IReadOnlyList<ConflictStage> Kept(string commit) => new GitTrees(App.Git).Files(App.Project.CommonDir, commit, Folder);

    /// <summary>A folder with all that is known; gone afterwards. Without one the program is asked in the project.</summary>
    private T InCopy<T>(string? commit, Func<IReadOnlyList<ConflictStage>, T> act)
    {
        var kept = commit is null ? [] : Kept(commit);
        if (kept.Count == 0)
        {
            return act(kept);
        }

        var copy = Path.Combine(App.Project.Files.Folder, "tracker", Guid.NewGuid().ToString("n"));
        try
        {
            Directory.CreateDirectory(Path.Combine(copy, Folder));
            foreach (var file in kept)
            {
                File.WriteAllBytes(Path.Combine(copy, file.Path), new GitTrees(App.Git).Blob(App.Project.CommonDir, file.Oid).ToArray());
            }

            var (mine, here) = (Path.Combine(copy, Folder, Lines), Path.Combine(App.Project.Root, Folder, Lines));
            File.WriteAllText(mine, IssueLines.Merged(Text(mine), Text(here)));
            _copy = copy;
            return act(kept);
        }
        finally
        {
            _copy = null;
            Directory.Delete(copy, recursive: true);
        }
    }

    private Dictionary<string, string> ReadAll() =>
        Directory.EnumerateFiles(Path.Combine(_copy!, Folder), "*.jsonl").ToDictionary(path => $"{Folder}/{Path.GetFileName(path)}", File.ReadAllText);

    /// <summary>Nobody's other changes come along: of the issues only the lines that the program changed.</summary>
    private void Land(string seen, IReadOnlyList<IssueChange> changes, IReadOnlyList<ConflictStage> kept, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var (trees, commits, root) = (new GitTrees(App.Git), new GitCommits(App.Git), App.Project.CommonDir);
        var files = new List<ConflictStage>();
        foreach (var (path, text) in after.Where(file => before.GetValueOrDefault(file.Key) != file.Value))
        {
            var old = kept.FirstOrDefault(file => file.Path == path);
            var now = path.EndsWith("/" + Lines, StringComparison.Ordinal) && old is not null
                ? IssueLines.With(Encoding.UTF8.GetString(trees.Blob(root, old.Oid).Span), before[path], text) : text;
            files.Add(new ConflictStage(path, 0, old?.Mode ?? "100644", trees.Write(root, Encoding.UTF8.GetBytes(now))));
        }

        var tree = commits.Tree(root, seen);
        var changed = files.Count == 0 ? tree : trees.With(root, tree, files, Path.Combine(_copy!, "index"));
        if (changed == tree)
        {
            return;
        }

        var commit = commits.Create(root, new CommitDraft(changed, [seen], $"{Name}: {Subject(changes)}\n", App.Ledger.Now) { Author = commits.Identity(root) });
        if (new TargetMover(App, asked: false).Forward(run.Target, seen, commit, "ov: tracker") is { Kind: not TargetMoveKind.Moved } refused)
        {
            throw refused.Refusal(run.Target);
        }

        App.Ledger.Write(tx => Publisher.Intend(tx, App.Config, run.Id, run.Target, commit));
        Publisher.Try(App, run.Id, run.Target, "tracker");
    }

    private static string Subject(IReadOnlyList<IssueChange> changes) =>
        changes is [{ Id: { } id } one] ? $"{(one.Status == IssueStatus.Closed ? "close" : "update")} {id}" : changes.Count == 1 ? "a new issue" : $"{changes.Count} issues";

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}

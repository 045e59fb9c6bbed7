using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Trackers;

/// <summary>Beads, by <c>bd</c>, written by its documents. It keeps a database of its own; the file that it would export into the checkout is left alone.</summary>
internal sealed class BeadsTracker(OvApp app) : Tracker(app, Beads, ProgramOf(Beads))
{
    private const string Marked = "ov:";

    private static readonly Dictionary<string, string?> Quiet = new() { ["BD_EXPORT_AUTO"] = "false", ["BD_NON_INTERACTIVE"] = "1", ["NO_COLOR"] = "1" };

    public override IReadOnlyList<TrackerIssue> List(CancellationToken stop)
    {
        var listed = Rows(Bd("list the issues", stop, "list", "--all", "--limit", "0")).ToList();
        var counted = listed.Where(issue => issue.Member("dependencies") is null && issue.Count("dependency_count") > 0).Select(issue => issue.Text("id") ?? "").ToList();
        var whole = counted.Count == 0 ? [] : Rows(Bd("show the issues", stop, ["show", .. counted])).ToDictionary(issue => issue.Text("id") ?? "");
        return Issues(listed.Select(issue => whole.TryGetValue(issue.Text("id") ?? "", out var more) ? more : issue), Issue);
    }

    private protected override string Create(IssueChange change, CancellationToken stop)
    {
        var made = Bd(
            "make the issue", stop, "create", $"--title={change.Title}", "--type=task", $"--priority={TrackerWords.Number(change.Priority ?? 2)}", $"--description={change.Body}", $"--external-ref={Marked}{change.Mark}");
        return Rows(made).FirstOrDefault() is { ValueKind: JsonValueKind.Object } issue && issue.Text("id") is { } id ? id
            : throw new OvException(ErrorCode.Failed, "bd made no issue that it names.", "See 'bd list'.");
    }

    private protected override void Edit(TrackerIssue now, IssueChange change, CancellationToken stop)
    {
        foreach (var (what, words) in IssueVerbs.Of(now, change, text => text))
        {
            Bd(what, stop, words);
        }
    }

    internal static TrackerIssue Issue(JsonElement from) => new(
        from.Text("id") ?? "", TrackerWords.Title(from.Text("title")), TrackerWords.Body(from.Text("description")), TrackerWords.Status(from.Text("status")),
        from.Member("priority") is null ? 2 : (int)from.Count("priority"), from.Text("issue_type") ?? from.Text("type") ?? "task",
        [.. from.Items("dependencies").Where(need => (need.Text("dependency_type") ?? need.Text("type")) is null or "blocks").Select(need => need.Text("depends_on_id") ?? need.Text("id") ?? "")],
        from.Text("external_ref") is { } mark && mark.StartsWith(Marked, StringComparison.Ordinal) ? mark[Marked.Length..] : null);

    /// <summary>Some verbs answer one object, others a list of them.</summary>
    private static IEnumerable<JsonElement> Rows(JsonElement answer) => answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray()] : [answer];

    private JsonElement Bd(string what, CancellationToken stop, params string[] arguments) => Ask(what, App.Project.Root, Quiet, [.. arguments, "--json"], stop);
}

using System.Globalization;
using System.Text.Json;
using Ov.Core.Forges;
using Ov.Core.Json;

namespace Ov.Core.Trackers;

/// <summary>Issues of GitHub, by <c>gh</c>, written by its documents. They have no priority and no dependencies of their own: labels and lines of the text say them.</summary>
internal sealed class GitHubTracker(OvApp app) : Tracker(app, GitHub, ProgramOf(GitHub))
{
    private const string Fields = "number,title,body,state,labels", Marked = "<!-- ov:", MarkEnd = " -->";

    private readonly ForgeProgram _gh = new(app, Forge.GitHub);

    public override IReadOnlyList<TrackerIssue> List(CancellationToken stop) =>
        Gh("list the issues", stop, "issue", "list", "--state", "all", "--limit", "1000", "--json", Fields) is { ValueKind: JsonValueKind.Array } list ? Issues(list.EnumerateArray(), Issue) : throw Unreadable("list the issues");

    public override TrackerIssue? Find(string id, CancellationToken stop)
    {
        try
        {
            return Issues([Gh("show the issue", stop, "issue", "view", id, "--json", Fields)], Issue)[0];
        }
        catch (OvException refusal) when (refusal.Message.Contains("Could not resolve", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    private protected override string Create(IssueChange change, CancellationToken stop)
    {
        var said = _gh.Ask("make the issue", ["issue", "create", $"--title={change.Title}", $"--body={change.Body}\n\n{Marked}{change.Mark}{MarkEnd}"], stop);
        return Forge.Made(said)?.TrimEnd('/').Split('/')[^1] is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number
            : throw new OvException(ErrorCode.Failed, "gh made no issue that it names.", "See 'gh issue list'.");
    }

    /// <summary>An issue is open or closed; labels and the lines about what it depends on are left to people.</summary>
    private protected override IssueChange Sayable(IssueChange change, TrackerIssue now) => change with
    {
        Priority = null, Needs = null, Status = change.Status is null or IssueStatus.Closed ? change.Status : now.Status == IssueStatus.Closed ? IssueStatus.Open : now.Status,
    };

    private protected override void Edit(TrackerIssue now, IssueChange change, CancellationToken stop)
    {
        List<string> fields = [];
        fields.AddRange(change.Title is { } title ? [$"--title={title}"] : []);
        fields.AddRange(change.Body is { } body ? [$"--body={(now.Mark is { } mark ? $"{body}\n\n{Marked}{mark}{MarkEnd}" : body)}"] : []);
        if (fields.Count > 0)
        {
            _gh.Ask("change the issue", ["issue", "edit", now.Id, .. fields], stop);
        }

        if (change.Status == IssueStatus.Closed)
        {
            _gh.Ask("close the issue", ["issue", "close", now.Id, $"--comment={change.Reason}"], stop);
        }
        else if (change.Status is not null && now.Status == IssueStatus.Closed)
        {
            _gh.Ask("open the issue again", ["issue", "reopen", now.Id], stop);
        }
    }

    internal static TrackerIssue Issue(JsonElement from)
    {
        var labels = from.Items("labels").Select(label => label.Text("name")?.ToLowerInvariant() ?? "").ToList();
        var (body, mark) = Unmarked(TrackerWords.Body(from.Text("body")));
        return new(
            from.Count("number").ToString(CultureInfo.InvariantCulture), TrackerWords.Title(from.Text("title")), body,
            from.Text("state")?.ToUpperInvariant() == "CLOSED" ? IssueStatus.Closed : labels.Contains("blocked") ? IssueStatus.Blocked : IssueStatus.Open, Priority(labels),
            labels.Contains("epic") ? "epic" : labels.Contains("bug") ? "bug" : "task", Needs(body), mark);
    }

    private static int Priority(List<string> labels) =>
        labels.Exists(label => label is "p0" or "p1" or "priority:high" or "priority: high") ? 1 : labels.Exists(label => label is "p3" or "p4" or "priority:low" or "priority: low") ? 3 : 2;

    /// <summary>Lines such as <c>Depends on #12, #14</c>.</summary>
    private static List<string> Needs(string body) =>
    [
        .. body.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("Depends on ", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Blocked by ", StringComparison.OrdinalIgnoreCase))
            .SelectMany(line => line.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length > 1 && word[0] == '#' && word[1..].All(char.IsAsciiDigit))
            .Select(word => word[1..]).Distinct(),
    ];

    private static (string Body, string? Mark) Unmarked(string body) =>
        body.LastIndexOf(Marked, StringComparison.Ordinal) is >= 0 and var at && body.EndsWith(MarkEnd, StringComparison.Ordinal)
            ? (body[..at].TrimEnd(), body[(at + Marked.Length)..^MarkEnd.Length].Trim()) : (body, null);

    private JsonElement Gh(string what, CancellationToken stop, params string[] arguments) => Read(what, _gh.Ask(what, arguments, stop));
}

using System.Globalization;
using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Forges;

/// <summary>GitHub, by <c>gh</c>.</summary>
internal sealed class GitHubForge(ForgeProgram program) : Forge(program)
{
    private const string Known = "number,url,state,baseRefName,headRefOid";

    public override IReadOnlyList<string> CreateArguments(string branch, string into, string title, string body) =>
        ["pr", "create", "--head", branch, "--base", into, "--title", title, "--body", body];

    public override IReadOnlyList<ForgeRequest> Find(string branch, CancellationToken stop) =>
        [.. List("look for a pull request", ["pr", "list", "--head", branch, "--state", "all", "--json", Known], stop).Select(Request)];

    public override ForgeLook Look(ForgeRequest request, CancellationToken stop)
    {
        var seen = One("look at the pull request", ["pr", "view", Number(request), "--json", $"{Known},mergeCommit,mergeable,statusCheckRollup,reviews,comments"], stop);
        var now = Request(seen);
        if (now.State != RequestState.Open)
        {
            return new ForgeLook(now, seen.Member("mergeCommit") is { } commit ? commit.Text("oid") : null, []);
        }

        // A comment on a line always comes with a review.
        var lines = !seen.Items("reviews").Any() ? []
            : List("read the review comments", ["api", $"repos/{{owner}}/{{repo}}/pulls/{Number(request)}/comments?per_page=100&sort=created&direction=desc"], stop);
        return new ForgeLook(now, null,
        [
            .. seen.Items("comments").Where(comment => Body(comment).Length > 0).Select(comment => new ForgeRemark($"comment {comment.Text("id")}", $"{Author(comment)} says:", Body(comment), false)),
            .. seen.Items("reviews").Select(Review).OfType<ForgeRemark>(), .. lines.Reverse().Select(OnLine), .. Checks(seen, now),
            .. seen.Text("mergeable") == "CONFLICTING" ? new[] { new ForgeRemark($"conflict {now.Tip}", $"It conflicts with {now.Base} there.", "", true) } : [],
        ]);
    }

    public override void Retarget(ForgeRequest request, string into, CancellationToken stop) =>
        Program.Ask($"let {into} be asked", ["pr", "edit", Number(request), "--base", into], stop);

    /// <summary>Each line begins with the job, the step and the time, which say nothing new.</summary>
    public override string Log(string job, CancellationToken stop) => string.Join(
        '\n', Program.Ask("read the log", ["run", "view", "--job", job, "--log-failed"], stop).Split('\n').Select(line => line.Split('\t', 3) is [_, _, var text] ? WithoutTime(text) : line));

    private ForgeRequest Request(JsonElement from) => new(
        Program.Name, from.Count("number"), from.Text("url") ?? "", from.Text("baseRefName") ?? "", from.Text("headRefOid") ?? "",
        from.Text("state") switch { "MERGED" => RequestState.Merged, "CLOSED" => RequestState.Closed, _ => RequestState.Open });

    private static ForgeRemark? Review(JsonElement review) => review.Text("state") switch
    {
        "CHANGES_REQUESTED" => new($"review {review.Text("id")}", $"{Author(review)} wants changes:", Body(review), true),
        "APPROVED" or "COMMENTED" when Body(review).Length > 0 => new($"review {review.Text("id")}", $"{Author(review)} {(review.Text("state") == "APPROVED" ? "approves" : "says")}:", Body(review), false),
        _ => null,
    };

    /// <summary>A line that the branch has no more has its old number only.</summary>
    private static ForgeRemark OnLine(JsonElement comment)
    {
        var line = comment.Count("line") is > 0 and var now ? now : comment.Count("original_line");
        return new($"line {comment.Count("id")}", $"{comment.Member("user")?.Text("login") ?? "Somebody"} on {comment.Text("path")}{(line > 0 ? $":{line}" : "")}:", Body(comment), true);
    }

    /// <summary>A log can be read once all of its workflow has ended; the failure is told with it.</summary>
    private static IEnumerable<ForgeRemark> Checks(JsonElement seen, ForgeRequest now)
    {
        var checks = seen.Items("statusCheckRollup").ToList();
        var running = checks.Where(check => check.Text("status") is not (null or "COMPLETED")).Select(check => check.Text("workflowName")).ToHashSet();
        return checks.Where(HasFailed).Where(check => check.Text("status") is null || !running.Contains(check.Text("workflowName"))).Select(check =>
        {
            var (name, url) = (check.Text("name") ?? check.Text("context") ?? "", check.Text("detailsUrl") ?? check.Text("targetUrl"));
            return new ForgeRemark($"check {now.Tip} {check.Text("workflowName")} {name}", $"The check {name} failed{(url is null ? "." : $": {url}")}", "", true, Job(url));
        });
    }

    private static bool HasFailed(JsonElement check) => (check.Text("conclusion") ?? check.Text("state")) is "FAILURE" or "ERROR" or "TIMED_OUT" or "STARTUP_FAILURE";

    /// <summary>Of an address such as <c>…/actions/runs/12/job/34</c>; other checks keep their logs elsewhere.</summary>
    private static string? Job(string? url) =>
        url?.Split('/') is [.., "runs", _, "job", var job] && job.All(char.IsAsciiDigit) ? job : null;

    private static string WithoutTime(string line) => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && line[space - 1] == 'Z' ? line[(space + 1)..] : line;

    private static string Author(JsonElement from) => from.Member("author")?.Text("login") is { Length: > 0 } login ? login : "Somebody";

    private static string Body(JsonElement from) => from.Text("body")?.Trim() ?? "";

    private static string Number(ForgeRequest request) => request.Number.ToString(CultureInfo.InvariantCulture);
}

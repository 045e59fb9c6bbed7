using System.Globalization;
using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Forges;

/// <summary>GitLab, by <c>glab</c>; what its verbs show to people only is asked of the programming interface.</summary>
internal sealed class GitLabForge(ForgeProgram program) : Forge(program)
{
    private const string Project = "projects/:fullpath";

    public override IReadOnlyList<string> CreateArguments(string branch, string into, string title, string body) =>
        ["mr", "create", "--source-branch", branch, "--target-branch", into, "--title", title, "--description", body, "--yes"];

    public override IReadOnlyList<ForgeRequest> Find(string branch, CancellationToken stop) =>
        [.. List("look for a merge request", ["mr", "list", "--source-branch", branch, "--all", "--output", "json"], stop).Select(Request)];

    public override ForgeLook Look(ForgeRequest request, CancellationToken stop)
    {
        var (path, what) = ($"{Project}/merge_requests/{Text(request.Number)}", "look at the merge request");
        var seen = One(what, ["api", path], stop);
        var now = Request(seen);
        if (now.State != RequestState.Open)
        {
            return new ForgeLook(now, seen.Text("merge_commit_sha") ?? seen.Text("squash_commit_sha") ?? now.Tip, []);
        }

        var notes = seen.Count("user_notes_count") == 0 ? [] : List(what, ["api", $"{path}/notes?per_page=100&sort=desc"], stop);
        var pipeline = seen.Member("head_pipeline");
        var jobs = pipeline?.Text("status") != "failed" ? [] : List(what, ["api", $"{Project}/pipelines/{Text(pipeline.Value.Count("id"))}/jobs?scope[]=failed&per_page=100"], stop);
        return new ForgeLook(now, null,
        [
            .. notes.Where(note => !note.IsTrue("system")).Reverse().Select(Note),
            .. jobs.Where(job => !job.IsTrue("allow_failure")).Select(job => new ForgeRemark($"check {now.Tip} {job.Text("name")}", $"The job {job.Text("name")} failed: {job.Text("web_url")}", "", true, Text(job.Count("id")))),
            .. seen.IsTrue("has_conflicts") ? new[] { new ForgeRemark($"conflict {now.Tip}", $"It conflicts with {now.Base} there.", "", true) } : [],
        ]);
    }

    public override void Retarget(ForgeRequest request, string into, CancellationToken stop) =>
        Program.Ask($"let {into} be asked", ["mr", "update", Text(request.Number), "--target-branch", into], stop);

    public override string Log(string job, CancellationToken stop) => Program.Ask("read the log", ["api", $"{Project}/jobs/{job}/trace"], stop);

    private ForgeRequest Request(JsonElement from) => new(
        Program.Name, from.Count("iid"), from.Text("web_url") ?? "", from.Text("target_branch") ?? "", from.Text("sha") ?? "",
        from.Text("state") switch { "merged" => RequestState.Merged, "closed" => RequestState.Closed, _ => RequestState.Open });

    /// <summary>A thread that can be resolved asks for something until it is.</summary>
    private static ForgeRemark Note(JsonElement note)
    {
        var place = note.Member("position") is { } position && position.Text("new_path") is { } path ? $" on {path}{(position.Count("new_line") is > 0 and var line ? $":{line}" : "")}" : " says";
        var author = note.Member("author")?.Text("username") ?? "Somebody";
        return new ForgeRemark($"note {note.Count("id")}", $"{author}{place}:", note.Text("body") ?? "", note.IsTrue("resolvable") && !note.IsTrue("resolved"));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

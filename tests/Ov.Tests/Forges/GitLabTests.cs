using Ov.Core.Agents;
using Ov.Core.Forges;
using Ov.Core.Merging;
using Ov.Tests.Merging;

namespace Ov.Tests.Forges;

/// <summary>GitLab's own words, by a program that answers in the shapes of <c>glab</c>.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GitLabTests : IDisposable
{
    private const string Script = """
        printf '%s\n' "$@" >>"$state/asked"; echo >>"$state/asked"
        case "$1 $2" in
        "mr list") echo '[]' ;;
        "mr create") printf 'Creating merge request for one into trunk in me/shop\n\n!3 Work on one (one)\n https://gitlab.com/me/shop/-/merge_requests/3\n' ;;
        "api projects/:fullpath/merge_requests/3") cat "$state/mr" ;;
        "api projects/:fullpath/merge_requests/3/notes"*) cat "$state/notes" ;;
        "api projects/:fullpath/pipelines/9/jobs"*) cat "$state/jobs" ;;
        "api projects/:fullpath/jobs/77/trace") echo "expected 2, got 1" ;;
        *) exit 9 ;;
        esac
        """;

    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_merge_request_is_made_and_its_threads_and_failed_jobs_come_back()
    {
        var forge = new ScriptedForge(_site, "merge:\n  publish: pr\n  forge: glab\n", "glab", Script);
        using var app = forge.App();
        var (_, owner) = _site.Reported("one", ("one.txt", "1\n"));
        var offered = Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"])));
        Assert.Equal((null, "glab", 3L), (offered.Problem, offered.Entry!.Request!.Forge, offered.Entry.Request.Number));

        var tip = _site.Tip("one");
        forge.Has("mr", $$$"""{"iid":3,"web_url":"https://gitlab.com/me/shop/-/merge_requests/3","state":"opened","sha":"{{{tip}}}","target_branch":"trunk","user_notes_count":3,"has_conflicts":false,"merge_commit_sha":null,"squash_commit_sha":null,"head_pipeline":{"id":9,"status":"failed"}}""");
        forge.Has("notes", """
            [{"id":13,"type":null,"body":"added 1 commit","author":{"username":"rita"},"system":true,"resolvable":false},
             {"id":12,"type":"DiffNote","body":"Why 1?","author":{"username":"rita"},"system":false,"resolvable":true,"resolved":false,"position":{"new_path":"one.txt","new_line":1}},
             {"id":11,"type":null,"body":"Thanks.","author":{"username":"carl"},"system":false,"resolvable":false}]
            """);
        forge.Has("jobs", """[{"id":77,"name":"test","stage":"test","status":"failed","web_url":"https://gitlab.com/me/shop/-/jobs/77","allow_failure":false},{"id":78,"name":"lint","status":"failed","allow_failure":true}]""");
        Assert.Equal(MergeState.Rejected, Assert.Single(RequestLooker.Look(app, Caller.Operator, RequestLooker.Open(app), default)).Entry.State);
        Assert.Contains(
            "carl says:\n  | Thanks.\n\nrita on one.txt:1:\n  | Why 1?\n\nThe job test failed: https://gitlab.com/me/shop/-/jobs/77\n  | expected 2, got 1",
            Assert.Single(_site.MailOf(owner.Name)).Body);

        forge.Has("mr", $$"""{"iid":3,"web_url":"https://gitlab.com/me/shop/-/merge_requests/3","state":"closed","sha":"{{tip}}","target_branch":"trunk"}""");
        Assert.Equal(MergeState.Withdrawn, Assert.Single(RequestLooker.Look(app, Caller.Operator, RequestLooker.Open(app), default)).Entry.State);
    }
}

namespace Ov.EndToEnd.Agents;

public sealed class WaitTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void What_is_true_already_returns_at_once_and_what_never_comes_times_out()
    {
        _team.Sling("Stay here", null);
        _team.Ov("wait", "builder-1", "--until", "idle", "--timeout", "0").Ok();
        var late = _team.Ov("wait", "builder-1", "--until", "done", "--timeout", "200ms", "--json").Refused(124, "timed-out");
        Assert.True(late.Json.GetProperty("retryable").GetBoolean());
        _team.Ov("wait", "buider-1", "--timeout", "0", "--json").Refused(3, "not-found");
        _team.Ov("wait", "builder-1", "--timeout", "soon", "--json").Refused(2, "usage");
    }

    [Fact]
    public async Task A_change_after_the_first_look_ends_the_wait()
    {
        var mail = _team.Box.OvAsync("wait", "--until", "mail", "--timeout", "60s", "--json");
        _team.Sling("Tell me", "ov mail send --to operator --subject hello --body hello");
        Assert.Equal("inbox", (await mail).Ok().Json.GetProperty("results")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void A_run_is_done_when_its_tasks_are_and_a_bad_end_is_not_exit_zero()
    {
        _team.Ov("sling", "One thing", "Another thing", "--exec", Team.Worker, "--json").Ok();
        _team.Ov("wait", "--timeout", "60s", "--json").Ok();
        _team.Ov("sling", "A third thing", "--exec", "exit 1", "--json").Ok();
        var run = _team.Ov("wait", "3", "--timeout", "60s", "--json").Exits(1);
        Assert.Equal("failed", run.Json.GetProperty("results")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void Work_is_merged_when_it_landed_not_when_it_was_reported()
    {
        _team.Sling("Land it", Team.Worker);
        _team.Wait("1");
        _team.Ov("wait", "1", "--until", "merged", "--timeout", "0", "--json").Refused(124, "timed-out");
    }
}

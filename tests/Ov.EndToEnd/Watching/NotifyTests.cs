namespace Ov.EndToEnd.Watching;

public sealed class NotifyTests
{
    [Fact]
    public void A_tick_tells_of_a_new_gate_in_the_background_and_a_second_one_does_not()
    {
        using var project = new OvProject("watch:\n  enabled: false\nnotify:\n  pauseMs: 0\n  commands: [{command: 'cat >> told.json'}]\n");
        project.Box.MayLeaveProcesses = true;
        project.Ov("run", "start", "work").Ok();
        project.Ov("config", "trust", "--yes").Ok();
        project.Ov("gate", "open", "--kind", "approval", "--question", "Is it complete?").Ok();
        var told = Path.Combine(project.Box.Repo, "told.json");
        Eventually.Holds("the command was given the gate", () =>
        {
            project.Ov("watch", "--once").Ok();
            return File.Exists(told) && File.ReadAllText(told).EndsWith("}]}", StringComparison.Ordinal);
        });
        Assert.Equal(1, project.Count("SELECT count(*) FROM event WHERE type = 'notify.told'"));
        Assert.Equal(0, project.Count("SELECT count(*) FROM event WHERE type = 'notify.failed'"));
    }
}

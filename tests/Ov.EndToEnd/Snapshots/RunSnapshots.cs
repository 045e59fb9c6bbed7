namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands print that direct a run with a template.</summary>
public sealed class RunSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Directing_a_run(Form form) => Day.Play(form, day =>
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(day.Project.Box.Repo, ".overstory/templates")).FullName, "broken.yaml"), "phases: [implemnt]\nroles: { review: revewer }\ndispatch: { cap: few }\n");
        day.Refuses(3, "not-found", "unknown-template", "run start", "export", "--template", "wawes");
        day.Refuses(2, "invalid-config", "broken-template", "run start", "export", "--template", "broken");
        day.Refuses(2, "usage", "set-alone", "run start", "export", "--set", "dispatch.cap=2");
        day.ShowsCase("template", "run start", "export", "--template", "loop", "--mode", "autonomous", "--set", "dispatch.cap=2");
        day.Does("task", "add", "Read the format");
        day.Does("task", "add", "Write the format", "--needs", "1");
        day.ShowsCase("loop-off", "watch", "--once", "--dry-run");
        day.Shows("run loop", "on");
        day.ShowsCase("template", "run");
        day.ShowsCase("loop-on", "watch", "--once", "--dry-run");
        day.Shows("run check");
        day.Shows("run stage", "reviewing");
        day.ShowsCase("stage", "watch", "--once", "--dry-run");
        day.Refuses(2, "usage", "steering", "run stage", "steering");
        day.Shows("run steer", "--trigger", "It has to be streamed");
        day.Refuses(4, "state", "twice", "run steer");
        day.Refuses(4, "state", "steered", "run stage", "executing");
        day.Does("task", "add", "Stream it");
        day.ShowsCase("amended", "run steer", "--amend", "Stream first", "--domain", "export");
        day.Refuses(4, "state", "not-steered", "run steer", "--amend", "Again");
        day.ShowsCase("alignment", "note read", "alignment");
        day.Shows("run set", "exit.taskTrackerEmpty=true", "dispatch.perTick=2");
        day.Refuses(2, "invalid-config", "unknown-key", "run set", "dispatch.kap=2", "dispatch.cap=few");
        day.Refuses(2, "usage", "loop", "run set", "loop=true");
        day.ShowsCase("spaced", "watch", "--once", "--dry-run");
        day.Does("task", "cancel", "1", "--reason", "not wanted");
        day.Does("task", "cancel", "3", "--reason", "not wanted");
        day.ShowsCase("stuck", "watch", "--once", "--dry-run");
        Assert.Equal(8, day.Show("run check", "stuck", day.Project.Ov(day.Line("run check", "--exit-code"))).ExitCode);
    }, config: "watch:\n  enabled: false\n");
}

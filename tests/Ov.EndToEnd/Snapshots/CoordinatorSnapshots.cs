namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about coordinators, orchestrators and monitors print.</summary>
public sealed class CoordinatorSnapshots
{
    [Theory]
    [InlineData(Form.Text, "coordinator")]
    [InlineData(Form.Json, "coordinator")]
    [InlineData(Form.Text, "orchestrator")]
    [InlineData(Form.Json, "orchestrator")]
    [InlineData(Form.Text, "monitor")]
    [InlineData(Form.Json, "monitor")]
    public void A_day_with_who_coordinates(Form form, string role) => Day.Play(
        form,
        day =>
        {
            day.Does("run", "start", "sprint", "--target", "main");
            day.ShowsCase("none", $"{role} status");
            day.Refuses(3, "not-found", "none", $"{role} stop");
            day.Refuses(3, "not-found", "none", $"{role} send", "--body", "Hello");
            day.ShowsCase("dry-run", $"{role} start", "--dry-run");
            day.Shows($"{role} start", "--no-attach");
            day.Refuses(4, "state", "again", $"{role} start");
            day.Shows($"{role} send", "--body", "Also keep the old flag working.");
            day.Shows($"{role} status");
            day.Refuses(124, "timed-out", "timed-out", $"{role} ask", "--body", "What is left?", "--timeout", "0");
            Asked(day, role);
            day.Shows($"{role} output");
            day.Refuses(2, "usage", "no-lines", $"{role} output", "--lines", "0");
            day.Refuses(4, "state", "headless", $"{role} attach");
            if (role == "coordinator")
            {
                day.Refuses(3, "not-found", "unknown-runtime", $"{role} start", "--name", "other", "--runtime", "nothing");
                day.Shows($"{role} confirm");
                day.Refuses(3, "not-found", "unknown", $"{role} confirm", "9");
                day.ShowsCase("none-enabled", $"{role} check-complete");
                day.Project.Box.WriteFile(".overstory/config.local.yaml", "watch:\n  enabled: false\ncoordinator:\n  exitTriggers: { taskTrackerEmpty: true }\n");
                day.Shows($"{role} check-complete");
                day.Refuses(3, "not-found", "unknown", $"{role} check-complete", "--name", "coordinater");
            }

            day.Shows($"{role} stop");
            day.Refuses(3, "not-found", "none", $"{role} output");
            day.Refuses(3, "not-found", "none", $"{role} ask", "--body", "Hello");
            day.Refuses(3, "not-found", "none", $"{role} attach");
        },
        "watch:\n  enabled: false\n");

    private static void Asked(Day day, string role)
    {
        var asking = Task.Run(() => day.Project.Ov(day.Line($"{role} ask", "--body", "How far are you?", "--timeout", "30s")));
        var id = "";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (id.Length == 0)
        {
            Assert.False(deadline.IsCancellationRequested, "the question was never asked");
            id = day.Project.Rows("SELECT id FROM message WHERE body = 'How far are you?'", row => row.Text("id")) is [var asked, ..] ? asked : "";
        }

        day.Project.OvAs(role, "mail", "reply", id, "--body", "Nearly there.").Ok();
        day.Show($"{role} ask", null, asking.GetAwaiter().GetResult()).Ok();
    }
}

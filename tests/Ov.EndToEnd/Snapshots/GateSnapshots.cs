namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about gates print.</summary>
public sealed class GateSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Gates(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("none", "gate");
        day.Does("run", "start", "export");
        day.Does("task", "add", "Export as JSON");
        day.Does("gate", "open", "--kind", "plan", "--question", "In this order?");
        var plan = Id(day, "plan");
        day.Refuses(4, "state", "again", "gate open", "--kind", "plan", "--question", "In another order?");
        day.Refuses(3, "not-found", "unknown-task", "gate open", "--kind", "commit", "--question", "Ready?", "--task", "9");
        day.Shows("gate open", "--kind", "feedback", "--question", "Is this what you wanted?", "--body", "Lists are never null.");
        day.Shows("gate");
        day.Refuses(6, "gate-pending", "gate-pending", "sling", "1");
        day.ShowsCase("gate", "task ready", "--explain");
        day.Shows("gate show", plan);
        day.ShowsCase("gate", "show", plan);
        day.Refuses(3, "not-found", "unknown", "gate show", "gate-nothing");
        day.Refuses(2, "usage", "illegal", "gate answer", plan, "serialize");
        day.Refuses(2, "usage", "unknown-answer", "gate answer", plan, "aprove");
        day.Shows("gate reject", plan, "--reason", "Too big.");
        day.Refuses(4, "state", "twice", "gate approve", plan);
        day.Does("gate", "open", "--kind", "plan", "--question", "In this order?");
        day.Does("gate", "open", "--kind", "merge", "--task", "1", "--question", "Whose version?", "--expires", "2h");
        var (again, merge) = (Id(day, "plan"), Id(day, "merge"));
        day.Shows("gate approve", again, "--body", "Go on.");
        day.Shows("gate abort", merge, "--reason", "Start anew.");
        day.Refuses(4, "state", "twice", "gate abort", merge);
        day.Refuses(4, "state", "twice", "gate reject", plan, "--reason", "No.");
        day.Shows("gate answer", Id(day, "feedback"), "changes", "--body", "Also as CSV.");
        day.Refuses(4, "state", "twice", "gate answer", plan, "approve");
        day.Refuses(2, "usage", "breaker", "gate open", "--kind", "breaker_verify", "--question", "Skip it?");
        day.Shows("gate list");
        day.ShowsCase("pending", "gate list", "--pending");
        day.Refuses(2, "usage", "wait", "gate list", "--wait");
    });

    private static string Id(Day day, string kind) => day.Project.Rows($"SELECT id FROM gate WHERE kind = '{kind}' ORDER BY seq DESC", row => row.Text("id"))[0];
}

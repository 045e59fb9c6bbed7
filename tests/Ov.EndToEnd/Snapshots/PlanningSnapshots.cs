namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about work that nobody asked for print.</summary>
public sealed class PlanningSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_proposal(Form form) => Day.Play(form, day =>
    {
        string[] cache = ["Cache the index", "--type", "emergent", "--hypothesis", "if the index is cached, a search takes a tenth", "--domain", "performance", "--validation", "make bench"];
        day.Does("run", "start", "export", "--target", "main");
        day.ShowsCase("none", "task triage");
        day.Refuses(4, "state", "emergent-off", "task add", cache);
        day.Does("run", "set", "emergent.kind=documentation");
        day.Refuses(2, "usage", "emergent-untyped", "task add", "Cache the index", "--domain", "performance");
        day.ShowsCase("emergent", "task add", cache);
        day.Refuses(4, "core-pending", "beside", "task add", [.. cache, "--tangential"]);
        day.Shows("run core", "complete", "--reason", "all three formats are exported");
        day.Refuses(2, "usage", "no-reason", "run core", "complete", "--reason", " ");
        day.Does("task", "add", "Add a theme", "--type", "emergent", "--hypothesis", "if it is dark, eyes rest", "--domain", "feature", "--validation", "ask three", "--tangential");
        day.Refuses(8, "limit-emergent", "capped", "task add", [.. cache, "--tangential"]);
        day.Does("task", "cancel", "1", "--reason", "slower than without");
        day.Shows("task triage");
        day.ShowsCase("eliminate", "task triage", "1", "eliminate", "--reason", "it costs more than it saves");
        day.Refuses(4, "state", "undone", "task triage", "2", "keep");
        day.Does("task", "add", "Read it");
        day.Refuses(4, "state", "asked-for", "task triage", "3");
    });
}

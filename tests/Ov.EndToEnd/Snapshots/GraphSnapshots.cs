namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about the graph of tasks print.</summary>
public sealed class GraphSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_graph(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("none", "task graph");
        day.ShowsCase("none", "task waves");
        day.ShowsCase("none", "task lint");
        day.ShowsCase("none-explained", "task ready", "--explain");
        day.Does("run", "start", "export", "--target", "main");
        day.Does("task", "add", "Read the format", "--files", "src/reader/**", "--criterion", "it reads");
        day.Does("task", "add", "Write the format", "--files", "src/writer/**,src/reader/names.cs", "--body", "Write it.");
        day.Does("task", "add", "Join \"both\"", "--needs", "1,2", "--files", "src/join.cs");
        day.Does("task", "add", "Write the manual", "--needs", "3", "--role", "scout");
        day.Does("task", "add", "Look around", "--role", "scout", "--body", "## Acceptance Criteria\n- a list of files\n");
        day.Shows("task graph");
        day.ShowsCase("critical", "task graph", "--critical");
        day.ShowsCase("bottlenecks", "task graph", "--bottlenecks");
        day.ShowsCase("dot", "task graph", "--dot");
        day.ShowsCase("mermaid", "task graph", "--mermaid");
        day.Refuses(2, "usage", "two-forms", "task graph", "--dot", "--mermaid");
        day.Shows("task waves");
        day.ShowsCase("files", "task waves", "--files");
        day.Shows("task lint");
        day.ShowsCase("one", "task lint", "5");
        day.Refuses(3, "not-found", "unknown", "task lint", "99");
        day.ShowsCase("explained", "task ready", "--explain");
        day.ShowsCase("plan", "task insert", "Check the names", "--after", "2", "--before", "3", "--dry-run");
        day.Refuses(6, "needs-confirmation", "unconfirmed", "task insert", "Check the names", "--after", "2", "--before", "3");
        day.Refuses(4, "cycle", "insert", "task insert", "Too late", "--after", "4", "--before", "3", "--yes");
        day.Refuses(2, "usage", "nowhere", "task insert", "Nowhere");
        day.Shows("task insert", "Check the names", "--after", "2", "--before", "3", "--patches", "1", "--yes");
        day.Shows("task patch", "Read long names", "--patches", "1", "--wrong", "names are cut at 8 letters", "--feedback", "ours have 20", "--issue", "header", "--issue", "table", "--criterion", "a name of 20 letters is read");
        day.Refuses(2, "usage", "no-criterion", "task patch", "Mend it");
        day.ShowsCase("mended", "task show", "1");
        day.Does("task", "cancel", "2", "--reason", "not needed");
        day.ShowsCase("never", "task waves");
        Assert.Equal(1, day.Show("task lint", "errors", day.Project.Ov(day.Line("task lint"))).ExitCode);
        day.Does("task", "edit", "5", "--meta", "risk=high", "--meta", "impact=phase");
        day.ShowsCase("risk", "task graph", "--risk");
    });
}

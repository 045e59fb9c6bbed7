using Ov.Core.Runs;
using Ov.Core.Tasks;

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
        day.Refuses(2, "usage", "silent", "gate open", "--kind", "plan");
        day.Refuses(3, "not-found", "unknown-task", "gate open", "--kind", "commit", "--question", "Ready?", "--task", "9");
        day.Shows("gate open", "Is this what you wanted?", "--kind", "feedback", "--body", "Lists are never null.");
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

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Checks(Form form) => Day.Play(form, day =>
    {
        day.Does("run", "start", "export");
        day.Does("task", "add", "Export as JSON", "--criterion", "Lists are never null", "--criterion", "make test passes");
        day.Does("worktree", "create", "export");
        using (var ledger = day.Project.OpenLedger())
        {
            ledger.Write(tx => TaskStore.SetBranch(tx, TaskStore.OfRun(tx.Sql, RunStore.Active(tx.Sql).Single().Id).Single().Id, "export"));
        }

        day.Refuses(4, "untrusted", "untrusted", "gate run", "1");
        day.Show("gate run", null, day.Project.Ov(day.Line("gate", "run", "1", "--trust")));
        day.Refuses(3, "not-found", "no-kind", "gate run", "1", "--kind", "build");
        day.Refuses(3, "not-found", "unknown-task", "gate record", "9", "--body", "{}");
        day.Refuses(2, "usage", "criteria", "gate record", "1", "--kind", "criteria", "--body", """{"criteria": [{"number": 1, "met": true, "evidence": "list.cs"}]}""");
        day.Shows("gate record", "1", "--body", """{"verdict": "approved", "issues": [{"severity": "low", "file": "a.cs", "line": 3, "finding": "A name.", "suggestion": "Rename it."}]}""");
        day.Does("task", "add", "Write the manual");
        for (var round = 1; round <= 3; round++)
        {
            var bad = day.Project.Ov(day.Line("gate", "record", "2", "--body", """{"verdict": "approved", "issues": [{"severity": "high", "finding": "May be null.", "suggestion": "Return a list."}]}"""));
            if (round == 3)
            {
                day.Show("gate record", "breaker", bad);
            }
        }

        var review = Id(day, "breaker_review");
        day.Refuses(2, "usage", "illegal", "gate skip", review);
        day.Shows("gate accept", review, "--caveats", "No tests for tabs.");
        day.Refuses(4, "state", "twice", "gate accept", review, "--caveats", "None.");
        day.Does("task", "add", "Translate it");
        for (var round = 1; round <= 3; round++)
        {
            day.Project.Ov("gate", "record", "3", "--body", """{"verdict": "changes-requested", "issues": [{"severity": "high", "finding": "May be null.", "suggestion": "Return a list."}]}""");
        }

        day.Does("gate", "abort", Id(day, "breaker_review"));
        var verify = Id(day, "breaker_verify");
        day.Shows("gate skip", verify, "--reason", "Not worth it.");
        day.Refuses(4, "state", "twice", "gate skip", verify);
    }, config: """
        gates:
          - name: test
            command: "echo '3 passed, 1 failed'; exit 1"
          - name: lint
            command: "true"
        """);

    private static string Id(Day day, string kind) => day.Project.Rows($"SELECT id FROM gate WHERE kind = '{kind}' ORDER BY seq DESC", row => row.Text("id"))[0];
}

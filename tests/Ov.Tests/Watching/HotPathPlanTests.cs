using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Hooks;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

/// <summary>Asks SQLite how it would run each statement that the commands of every minute really run: none may walk through history.</summary>
public sealed class HotPathPlanTests : IDisposable
{
    /// <summary>These hold only what is open or alive, so walking one through costs nothing that grows.</summary>
    private static readonly string[] OpenThingsOnly =
        ["agent_live_name", "agent_live", "agent_living", "worktree_present", "worktree_path", "task_group_open", "task_group_name", "intent_open", "message_open", "message_claim", "message_escalation", "message_owed", "merge_open", "merge_mended", "merge_offered"];

    /// <summary>Rows found by these keys grow for ever. Counting in the index alone is cheap; looking at each row is not.</summary>
    private static readonly string[] KeysOfHistory =
        ["agent_run (run_id=?)", "sqlite_autoindex_task_2 (run_id=?)", "task_state (run_id=?)", "message_inbox (recipient=?)", "message_sender (sender=?)"];

    private readonly TestProject _project = TestProject.Create();

    public HotPathPlanTests()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Open");
        _project.AddTask(run, "Also open", task);
        _project.AddAgent(run, "worker", task: task);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Status_reads_what_is_open_and_no_history() => Examine(app => new StatusReader(app, all: false, null).Known());

    [Fact]
    public void An_empty_mail_check_reads_no_history() => Examine(app => MailChecker.Check(app, app.Caller));

    [Fact]
    public void A_mail_check_of_a_hook_reads_no_history()
    {
        using var sender = _project.OperatorApp();
        MailSender.Send(sender, sender.Caller, new MailSend("worker", "Subject", "Body"));
        Examine(app => MailChecker.ShownToSession(app, app.Caller, MailChecker.CheckForHook(app, app.Caller)), asAgent: true);
    }

    [Fact]
    public void A_logged_tool_call_reads_no_history() => Examine(
        app =>
        {
            HookLog.Record(app, app.Caller, HookEvent.ToolStart, HookReport.Empty with { Tool = "Bash", ToolUseId = "1" });
            HookLog.Record(app, app.Caller, HookEvent.ToolEnd, HookReport.Empty with { Tool = "Bash", ToolUseId = "1" });
            HookLog.Record(app, app.Caller, HookEvent.ToolEnd, HookReport.Empty with { Tool = "Bash" });
        },
        asAgent: true);

    [Fact]
    public void The_look_after_every_writing_command_reads_no_history() => Examine(app => app.Ledger.Read(Outlook.Read));

    [Fact]
    public void What_came_back_from_the_queue_is_found_among_what_is_open() => Examine(app => app.Ledger.Read(sql => RedispatchStore.SentBack(sql, Redispatch.MostAttempts)));

    [Fact]
    public void Restarts_that_did_not_help_are_found_without_the_agents_of_the_past() => Examine(app => app.Ledger.Read(sql => LadderStore.DeadRestarts(sql, DateTimeOffset.UnixEpoch)));

    [Fact]
    public void What_was_mended_by_hand_is_found_among_such() => Examine(app => app.Ledger.Read(sql => MergeStore.Mended(sql, 1)));

    [Fact]
    public void The_living_agents_of_a_run_are_found_without_its_ended_ones()
    {
        string run;
        using (var ledger = _project.OpenLedger())
        {
            run = ledger.Read(RunStore.Active)[0].Id;
        }

        Examine(app => app.Ledger.Read(sql => (AgentStore.AllLive(sql, run), AgentStore.Select(sql, run, null, all: false))));
    }

    [Fact]
    public void The_mail_of_a_task_is_found_without_everybodys() => Examine(app => app.Ledger.Read(sql => MailStore.Select(sql, new MailFilter(null, null, null, null, false, 5) { TaskId = "task-1" })));

    private void Examine(Action<OvApp> command, bool asAgent = false)
    {
        var statements = new List<string>();
        using (var app = asAgent ? _project.AgentApp("worker") : _project.OperatorApp())
        {
            app.Ledger.Watch = new CallWatch(new Dictionary<string, string>(), line => statements.Add(line[(line.IndexOf(" ms  ", StringComparison.Ordinal) + 5)..]));
            command(app);
        }

        using var ledger = _project.OpenLedger();
        var steps = statements.Distinct().Where(IsQuestion).SelectMany(statement => ledger.Read(sql => sql.All(
            $"EXPLAIN QUERY PLAN {statement}", row => (Step: row.Text("detail"), Of: statement)))).ToList();
        Assert.NotEmpty(steps);
        Assert.Empty(steps.Where(step => WalksHistory(step.Step)).Select(step => $"{step.Step}: {step.Of}"));
    }

    private static bool IsQuestion(string statement) => statement.TrimStart().Split(' ', '\n')[0] is "SELECT" or "UPDATE" or "DELETE";

    private static bool WalksHistory(string step) => ScansHistory(step)
        || (step.StartsWith("SEARCH ", StringComparison.Ordinal) && !step.Contains(" COVERING INDEX ") && KeysOfHistory.Any(key => step.EndsWith(key, StringComparison.Ordinal)));

    private static bool ScansHistory(string step) => step.StartsWith("SCAN ", StringComparison.Ordinal)
        && step.Split(' ')[1] is "message" or "event" or "task" or "agent" or "merge" or "worktree" or "task_group" or "note" or "intent"
        && !OpenThingsOnly.Contains(step.Split(' ')[^1]);
}

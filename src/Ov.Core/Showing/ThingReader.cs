using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Groups;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Showing;

/// <summary>What is known of one thing, from rows; reading acknowledges and changes nothing.</summary>
public static class ThingReader
{
    private const int HistoryShown = 8;

    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static Thing Read(OvApp app, string text) => app.Ledger.Read(sql => Of(sql, ThingFinder.Require(app, sql, text)));

    private static Thing Of(Sql sql, ThingName found) => found.Kind switch
    {
        "agent" => Agent(sql, AgentStore.ById(sql, found.Id)!),
        "task" => Task(sql, TaskStore.ById(sql, found.Id)!),
        "run" => Run(sql, RunStore.ById(sql, found.Id)!),
        "msg" => Mail(MailStore.ById(sql, found.Id)!),
        "note" => Note(sql, NoteStore.ById(sql, found.Id)!),
        "merge" => Merge(sql, MergeStore.ById(sql, found.Id)!),
        "gate" => Gate(sql, GateStore.ById(sql, found.Id)!),
        "group" => Group(sql, GroupStore.ById(sql, found.Id)!),
        _ => Worktree(sql, WorktreeStore.ById(sql, found.Id)!),
    };

    private static Thing Agent(Sql sql, AgentRecord agent) => new(
        "agent", agent.Id, agent.Name, agent.State.Word(), agent.Role,
        Fields(
            ("reason", agent.StateReason), ("since", Time(agent.StateSince)), ("incarnation", Number(agent.Incarnation)), ("run", RunName(sql, agent.RunId)),
            ("task", TaskName(sql, agent.TaskId)), ("parent", AgentName(sql, agent.ParentId)), ("branch", agent.Branch), ("base", agent.BaseBranch),
            ("worktree", agent.Worktree), ("scope", List(agent.Scope)), ("runtime", agent.Runtime), ("model", agent.Model), ("turn", Number(agent.Turn)),
            ("failedTurns", agent.FailedTurns == 0 ? null : Number(agent.FailedTurns)), ("hostPid", ProcessIdentity.Parse(agent.Host) is { } host ? Number(host.Pid) : null), ("lastActivity", Time(agent.LastActivityAt)),
            ("started", Time(agent.CreatedAt)), ("startedBy", agent.CreatedBy), ("ended", Time(agent.EndedAt)),
            ("unreadMail", Number(MailStore.CountQueued(sql, agent.Name)))),
        "", ThingStore.HistoryOfAgent(sql, agent.Id, HistoryShown), $"ov mail list --to {agent.Name}");

    private static Thing Task(Sql sql, TaskRecord task) => new(
        "task", task.Id, $"#{task.Number}", task.State.Word(), task.Title,
        Fields(
            ("reason", task.Reason), ("run", RunName(sql, task.RunId)), ("number", Number(task.Number)), ("owner", AgentName(sql, task.OwnerId)),
            ("role", task.Role), ("priority", task.Priority.Word()), ("scope", List(task.Scope)), ("needs", List(TaskStore.Needs(sql, task.Id).Select(Short))),
            ("neededBy", List(TaskStore.NeededBy(sql, task.Id).Select(Short))), ("parent", TaskName(sql, task.ParentId)),
            ("parts", List(TaskStore.Children(sql, task.Id).Select(Short))), ("criteria", List(task.Criteria)), ("branch", task.Branch),
            ("attempts", Number(task.Attempts)), ("landing", List(MergeStore.OfTask(sql, task.Id).Select(merge => $"{merge.Id} {merge.State.Word()}"))),
            ("summary", task.Summary), ("created", Time(task.CreatedAt)), ("createdBy", task.CreatedBy), ("closed", Time(task.ClosedAt))),
        task.Body, ThingStore.HistoryOfTask(sql, task.Id, HistoryShown), $"ov task show {task.Id}");

    private static Thing Run(Sql sql, RunRecord run)
    {
        var tasks = TaskStore.OfRun(sql, run.Id);
        return new Thing(
            "run", run.Id, run.Name, run.State.Word(), run.Objective,
            Fields(
                ("target", run.Target), ("strategy", run.Strategy), ("publish", run.Publish?.Word()), ("stage", run.Stage),
                ("tasks", List(tasks.GroupBy(task => task.State).Select(state => $"{state.Count()} {state.Key.Word()}"))),
                ("agents", List(AgentStore.AllLive(sql, run.Id).Select(agent => $"{agent.Name} {agent.State.Word()}"))),
                ("landing", List(MergeStore.AllOpen(sql, run.Id).Select(merge => $"{merge.Branch} {merge.State.Word()}"))),
                ("started", Time(run.CreatedAt)), ("startedBy", run.CreatedBy), ("ended", Time(run.EndedAt)), ("reason", run.EndReason)),
            "", [], $"ov run show {run.Name}");
    }

    private static Thing Mail(Message mail) => new(
        "mail", mail.Id, mail.Subject, mail.State.Word(), mail.Subject,
        Fields(
            ("from", mail.Sender), ("to", mail.Recipient), ("addressedTo", mail.AddressedTo == mail.Recipient ? null : mail.AddressedTo), ("type", mail.Type.Word()),
            ("priority", mail.Priority.Word()), ("thread", mail.ThreadId), ("replyTo", mail.ReplyTo), ("task", mail.TaskId), ("payload", mail.Payload),
            ("attempts", mail.Attempts == 0 ? null : Number(mail.Attempts)), ("sent", Time(mail.CreatedAt)), ("claimedBy", mail.State == MailState.Delivered ? mail.ClaimedBy : null),
            ("read", Time(mail.ReadAt))),
        mail.Body, [], $"ov mail read {mail.Id}");

    private static Thing Note(Sql sql, NoteRecord note) => new(
        "note", note.Id, note.Name, "", note.Title,
        Fields(
            ("noteKind", note.Kind), ("version", Number(note.Version)), ("newest", Newest(sql, note)), ("run", note.RunId is { } run ? RunName(sql, run) : null), ("task", TaskName(sql, note.TaskId)),
            ("about", AgentName(sql, note.AgentId)), ("author", note.Author), ("written", Time(note.CreatedAt))),
        note.Body, [], note.Kind == NoteKind.Spec && note.TaskId is { } task ? $"ov spec show {task}" : $"ov note history {note.Id}");

    private static string? Newest(Sql sql, NoteRecord note) =>
        NoteStore.Newest(sql, note.Kind, note.Name, note.RunId) is { } newest && newest.Version > note.Version ? $"{newest.Version} ({newest.Id})" : null;

    private static Thing Merge(Sql sql, MergeEntry merge) => new(
        "merge", merge.Id, merge.Branch, merge.State.Word(), $"{merge.Branch} → {merge.Target}",
        Fields(
            ("reason", merge.Reason), ("branch", merge.Branch), ("target", merge.Target), ("tip", merge.Tip), ("task", TaskName(sql, merge.TaskId)),
            ("agent", AgentName(sql, merge.AgentId)), ("tier", merge.Tier), ("conflicts", List(merge.Conflicts)), ("files", List(merge.Files)),
            ("gates", List(merge.Gates.Select(gate => $"{gate.Name} {(gate.Passed ? "passed" : "failed")}"))), ("landed", merge.Landed), ("attempts", Number(merge.Attempts)),
            ("requestedBy", merge.RequestedBy), ("requested", Time(merge.CreatedAt)), ("landedAt", Time(merge.LandedAt))),
        "", merge.TaskId is { } task ? ThingStore.HistoryOfTask(sql, task, HistoryShown) : [], "ov merge --status");

    private static Thing Group(Sql sql, GroupRecord group) => new(
        "group", group.Id, group.Name, group.State.Word(), group.Name,
        Fields(
            ("run", group.RunId is null ? null : RunName(sql, group.RunId)),
            ("members", List(GroupStore.Members(sql, group.Id).Select(task => $"{Short(task)} {task.State.Word()}"))), ("createdBy", group.CreatedBy),
            ("created", Time(group.CreatedAt)), ("completed", Time(group.CompletedAt))),
        "", [], $"ov group status {group.Name}");

    private static Thing Gate(Sql sql, GateRecord gate) => new(
        "gate", gate.Id, gate.Kind.Word(), gate.State.Word(), gate.Question,
        Fields(
            ("run", RunName(sql, gate.RunId)), ("task", TaskName(sql, gate.TaskId)), ("holds", List(GateItem.Points(gate.Holds).Select(point => point.Word()))), ("answer", gate.Answer?.Word()),
            ("text", gate.Text), ("decidedBy", gate.DecidedBy), ("decided", Time(gate.DecidedAt)), ("openedBy", gate.OpenedBy), ("opened", Time(gate.OpenedAt)), ("expires", Time(gate.ExpiresAt))),
        gate.Evidence, [], $"ov gate show {gate.Id}");

    private static Thing Worktree(Sql sql, WorktreeRecord tree) => new(
        "worktree", tree.Id, tree.Path, tree.State.Word(), tree.Path,
        Fields(
            ("path", tree.Path), ("branch", tree.Branch), ("baseCommit", tree.BaseCommit), ("agent", AgentName(sql, tree.AgentId)), ("written", List(tree.Written)),
            ("created", Time(tree.CreatedAt)), ("removed", Time(tree.RemovedAt)), ("backup", tree.Backup)),
        "", [], "ov worktree status");

    private static Dictionary<string, string> Fields(params (string Name, string? Value)[] fields) =>
        fields.Where(field => !string.IsNullOrEmpty(field.Value)).ToDictionary(field => field.Name, field => field.Value!);

    private static string Short(TaskRecord task) => $"#{task.Number} {task.Title}";

    private static string List(IEnumerable<string> items) => string.Join(", ", items);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } known ? UtcMillis.Format(known) : null;

    private static string? RunName(Sql sql, string id) => RunStore.ById(sql, id)?.Name;

    private static string? AgentName(Sql sql, string? id) => id is null ? null : AgentStore.ById(sql, id)?.Name;

    private static string? TaskName(Sql sql, string? id) => id is not null && TaskStore.ById(sql, id) is { } task ? Short(task) : null;
}

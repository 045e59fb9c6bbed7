using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <summary>Takes the next step from what was asked for to an approved plan; each is decided anew in the transaction that takes it.</summary>
internal static class Beginning
{
    private const int MostListed = 100;

    /// <returns>False when somebody was faster.</returns>
    /// <exception cref="OvException">breaker, when an autonomous run was planned as often as it may be.</exception>
    public static bool Take(OvApp app, RunRecord run, BeginningMove move)
    {
        if (move == BeginningMove.Gate)
        {
            var (question, evidence) = app.Ledger.Read(sql => Shown(sql, run));
            GateOpener.Open(app, Caller.Watch, run, new GateDraft(GateKind.Plan, question, evidence));
            return true;
        }

        var mode = GateOpener.ModeOf(app, run);
        return app.Ledger.Write(tx =>
        {
            if (RunStore.ById(tx.Sql, run.Id) is not { State: RunState.Active } now || !BeginningStore.Applies(now) || BeginningVerdict.For(BeginningStore.Facts(tx.Sql, now)).Move != move)
            {
                return false;
            }

            if (move == BeginningMove.Scope)
            {
                GateOpener.Open(tx, now, new GateDraft(GateKind.Scope, "Tasks want the same files: shall one wait for the other, or are they cut anew?", ScopeOrder.Words(tx.Sql, now.Id)), Caller.Watch, mode);
                return true;
            }

            var (step, body) = move == BeginningMove.Explore ? (Phase.Explore, Look(now)) : (Phase.Plan, Plan(tx.Sql, now));
            var title = move == BeginningMove.Explore ? $"Look at what run {now.Name} is to do" : $"Plan run {now.Name}";
            BeginningStore.Add(tx, TaskAdder.Add(tx, now, new TaskDraft(title) { Role = PhaseAsker.RoleOf(RunTemplate.Of(now), step), Priority = TaskPriority.High, Body = body }, Caller.Watch), step);
            return true;
        });
    }

    private static string Look(RunRecord run) =>
        $"Nothing of run {run.Name} is planned yet. What is asked for, in the words of whoever asks:\n\n{run.Objective}\n\n"
        + "Find out where it lives and what it touches: paths with lines, what could go wrong, what is there already. Quote no whole files. Change nothing.\n\n"
        + "When one agent can do it in one go, add that one task yourself, and nobody plans it further:\nov task add \"what is done\" --body \"…\" --files \"globs\" --criterion \"what is true in the end\"\n\n"
        + "Then report your own task done, with all that a planner has to know in the summary.";

    private static string Plan(Sql sql, RunRecord run)
    {
        string[] parts =
        [
            $"Plan run {run.Name}. What is asked for, in the words of whoever asks:\n\n{run.Objective}",
            BeginningStore.Looked(sql, run.Id) is { } looked ? Text($"What {looked.Role} found (task {looked.Number}):\n{looked.Summary}") : "",
            Answered(sql, run),
            BeginningStore.Tasks(sql, run.Id) is { Count: > 0 } tasks ? $"Planned so far; you may change these (ov task edit) and drop them (ov task cancel):\n{Listed(tasks)}" : "",
            "Cut it into work packages that agents can do each by itself; change no file. Each is a task:\nov task add \"what is done\" --body \"how, and what to mind\" --files \"globs that no other package claims\" --criterion \"what is true in the end\" --needs <numbers>\n"
            + "Two packages that need the same file: let one need the other. Tasks that belong together: ov group create \"name\" <tasks>",
            "Write down what you recommend, and why not otherwise: ov note write plan --kind plan --body -\nThen report your own task done, with the recommendation in the summary.",
        ];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    /// <summary>What a person said when the run came back to its plan.</summary>
    private static string Answered(Sql sql, RunRecord run) => GateStore.Newest(sql, run.Id, MostListed)
        .Where(gate => gate is { TaskId: null, Answer: GateAnswer.Reject or GateAnswer.Changes or GateAnswer.Rescope or GateAnswer.Guidance }).MaxBy(gate => gate.DecidedAt) is { } said
        ? $"It was planned before. To the question \"{said.Question}\" {said.DecidedBy} answered {said.Answer!.Value.Word()}{(said.Text is { Length: > 0 } text ? $": {text}" : ".")}{(said.Kind == GateKind.Scope ? $"\n{said.Evidence}" : "")}"
        : "";

    private static (string Question, string Evidence) Shown(Sql sql, RunRecord run)
    {
        var planner = BeginningStore.Steps(sql, run.Id) is [.., var last] ? TaskStore.ById(sql, last) : null;
        return ($"Shall run {run.Name} be done like this?", $"{Listed(BeginningStore.Tasks(sql, run.Id))}{(planner?.Summary is { } summary ? $"\n\n{summary}" : "")}\n\nThe plan: ov note list --kind plan --run {run.Name}");
    }

    private static string Listed(List<TaskRecord> tasks) =>
        string.Join('\n', tasks.Take(MostListed).Select(task => Text($"{task.Number}. {task.Title}{(task.Scope.Count > 0 ? $" ({string.Join(", ", task.Scope)})" : "")}")))
        + (tasks.Count > MostListed ? Text($"\nand {tasks.Count - MostListed} more") : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

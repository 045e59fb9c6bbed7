using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Phases;

/// <summary>The task of whoever does a phase for another one: it says what to look at and how to say what was found.</summary>
internal static class PhaseAsker
{
    /// <summary>Adds it, unless somebody was faster.</summary>
    public static bool Add(Tx tx, RunRecord run, TaskRecord subject, Phase phase)
    {
        if (PhaseStore.Helping(tx.Sql, subject.Id, PhaseStore.Reported(tx.Sql, subject.Id)).Exists(helper => helper.Phase == phase && helper.State is TaskState.Pending or TaskState.InProgress))
        {
            return false;
        }

        var helper = TaskAdder.Add(tx, run, Draft(tx.Sql, run, subject, phase), Caller.Watch);
        PhaseStore.AddHelper(tx, helper.Id, run.Id, subject.Id, phase);
        return true;
    }

    public static string RoleOf(RunTemplate policy, Phase phase) => policy.Roles.GetValueOrDefault(phase.Word()) ?? phase switch
    {
        Phase.Plan => "planner",
        Phase.Explore or Phase.Confirm => "scout",
        _ => "reviewer",
    };

    private static TaskDraft Draft(Sql sql, RunRecord run, TaskRecord subject, Phase phase)
    {
        var title = Text($"{Verb(phase)} task {subject.Number}: {subject.Title}");
        return new TaskDraft(title[..Math.Min(200, title.Length)]) { Role = RoleOf(RunTemplate.Of(run), phase), Priority = TaskPriority.High, Body = Body(sql, run, subject, phase) };
    }

    private static string Verb(Phase phase) => phase == Phase.Plan ? "Plan" : phase == Phase.Confirm ? "Confirm" : "Review";

    private static string Body(Sql sql, RunRecord run, TaskRecord subject, Phase phase)
    {
        var work = $"{subject.Body}\n\nIts criteria:\n{string.Join('\n', subject.Criteria.Select((criterion, at) => Text($"{at + 1}. {criterion}")))}".Trim();
        var look = $"Its work is on {subject.Branch}: git diff {run.Target}...{subject.Branch}. Change nothing.";
        return phase switch
        {
            Phase.Plan when Failures(sql, subject) is { Length: > 0 } failures => Text($"Agents failed at task {subject.Number}, {subject.Title}, as it is described. Plan it anew; change no file.\n\n{work}\n\nHow they failed:\n{failures}\n\nSay what the failures have in common. Then change the task, which you may: ov task edit {subject.Number} with --body, --files or --criterion. Where it is too big, add smaller ones with fewer files and let it need them:\nov task add \"…\" --files \"…\" --criterion \"…\"\nov task edit {subject.Number} --needs 8,9\nThe same text again is no plan. Then report your own task done: the task is started again."),
            Phase.Plan => Text($"Plan task {subject.Number}, {subject.Title}. Change nothing.\n\n{work}\n\nWrite the plan as a note with goal, files to modify, files to create, steps, edge cases, tests, criteria and which files each part may touch:\nov note write plan-{subject.Number} --kind plan --task {subject.Number} --body -\nThen report the task done."),
            Phase.Confirm => Text($"Look whether what task {subject.Number} reports is really there. {look}\n\n{work}\n\nReported: {subject.Summary}\n\nSay what you saw, and where:\nov gate answer {GateStore.Last(sql, run.Id, subject.Id, GateKind.Confirm)?.Id} confirmed --body \"…\"   (or refuted)\nThen report the task done."),
            _ => Text($"Review task {subject.Number}. {look}\n\n{work}\n\n{Declined(sql, run)}Record your verdict, each issue with a suggestion:\nov gate record {subject.Number} --body '{{\"verdict\": \"approved\", \"issues\": []}}'\nThen report the task done."),
        };
    }

    /// <summary>What a person let stand in this run is not asked for again (S0-95).</summary>
    private static string Declined(Sql sql, RunRecord run)
    {
        var stands = new List<string>();
        foreach (var gate in GateStore.Newest(sql, run.Id, 1000).Where(gate => gate is { Kind: GateKind.BreakerReview, Answer: GateAnswer.Accept }))
        {
            stands.Add($"- {gate.Text}");
        }

        return stands.Count == 0 ? "" : $"The operator let this stand; do not ask for it again:\n{string.Join('\n', stands)}\n\n";
    }

    /// <summary>How agents failed, and what a person said of it.</summary>
    private static string Failures(Sql sql, TaskRecord subject) => string.Join('\n',
    [
        .. TaskAttemptStore.Of(sql, subject.Id).Where(attempt => attempt.Status == AttemptStatus.Failed).Select(attempt => $"- {attempt.Agent}: {attempt.Summary}{(attempt.Caveats is { } caveats ? $" ({caveats})" : "")}"),
        .. GateStore.Last(sql, subject.RunId, subject.Id, GateKind.BreakerReplan) is { Answer: GateAnswer.Guidance, Text: { } guidance } ? new[] { $"- the operator says: {guidance}" } : [],
    ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

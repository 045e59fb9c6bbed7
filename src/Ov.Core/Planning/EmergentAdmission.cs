using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <summary>Which proposals a run takes: whole ones, its own goals first, and no more than it may (S0-48, S0-49).</summary>
internal static class EmergentAdmission
{
    /// <summary>Records what a new task is to show, in the transaction that adds it.</summary>
    /// <exception cref="OvException">usage, state, core-pending, limit-emergent.</exception>
    public static void Admit(Tx tx, RunRecord run, TaskRecord task, EmergentDraft draft)
    {
        var policy = RunTemplate.Of(run).Emergent is { IsOn: true } on ? on : throw new OvException(
            ErrorCode.State, $"Run {run.Name} takes no work that nobody asked for.", $"Let it: ov run set emergent.kind=milestone --run {run.Name}");
        RequireWhole(policy, draft);
        var round = EmergentStore.Live(tx.Sql, run.Id);
        var known = EmergentStore.OfRun(tx.Sql, run.Id);
        if (draft.Tangential && !run.CoreComplete)
        {
            throw new OvException(
                ErrorCode.CorePending, $"The goals of run {run.Name} are not reached, and what lies beside them waits for that.", $"Propose what serves them; once they are reached: ov run core complete {run.Name} --reason \"what shows it\"");
        }

        if (draft.Tangential && known.Count(other => other.Tangential) >= policy.Most)
        {
            throw Limit($"Run {run.Name} has {policy.Most} {Proposals(policy.Most)} beside its goals, as many as it may.");
        }

        if (round is not null && known.Count(other => other.RoundId == round) >= policy.Most)
        {
            throw Limit($"This round has made {policy.Most} {Proposals(policy.Most)}, as many as it may.");
        }

        EmergentStore.Insert(tx, task, draft, round);
    }

    private static void RequireWhole(EmergentPolicy policy, EmergentDraft draft)
    {
        if (draft.Hypothesis.Length == 0 || draft.Validation.Count == 0)
        {
            throw new OvException(ErrorCode.Usage, "Work that nobody asked for says what it is to show, and by what one will see it.", "Give --hypothesis \"if we do X, Y follows\", --domain and at least one --validation.");
        }

        if (!policy.Domains.Contains(draft.Domain))
        {
            throw new OvException(ErrorCode.Usage, $"'{draft.Domain}' is no domain of this run.{Nearest.Sentence(draft.Domain, policy.Domains)}", $"--domain is one of: {string.Join(", ", policy.Domains)}.");
        }
    }

    private static string Proposals(int count) => count == 1 ? "proposal" : "proposals";

    private static OvException Limit(string sentence) => new(ErrorCode.LimitEmergent, sentence, "Report what you have; the operator may raise emergent.cap.");
}

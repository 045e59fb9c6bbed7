using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Adopting;

/// <summary>One import from Overstory: read and decided first, then written in one transaction. Until then nothing has been changed.</summary>
internal sealed class Adoption : IDisposable
{
    private readonly OvApp _app;
    private readonly OverstoryCopy _copy;
    private readonly OverstoryFacts _facts;
    private readonly AdoptionGround _ground;
    private readonly IReadOnlyList<string> _live;

    private Adoption(OvApp app, OverstoryCopy copy, OverstoryFacts facts, AdoptionGround ground, IReadOnlyList<string> live) =>
        (_app, _copy, _facts, _ground, _live) = (app, copy, facts, ground, live);

    /// <summary>Reads what Overstory keeps here.</summary>
    /// <exception cref="OvException">foreign-data, busy.</exception>
    public static Adoption Read(OvApp app, OverstoryFolder folder)
    {
        OverstoryCopy.Sweep(app.Project.CommonDir, app.Environment.Time.GetUtcNow());
        var copy = OverstoryCopy.Take(folder, app.Project.CommonDir);
        try
        {
            var facts = OverstoryReader.Read(copy);
            return new Adoption(app, copy, facts, AdoptionGround.Look(app, folder, facts), LiveOverstory.Look(folder, app.Project.Root, facts.Sessions));
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>What an import would do, whatever stands in its way; writes nothing, and is refused nothing but that Overstory writes just now.</summary>
    public static AdoptionReport Rehearse(OvApp app, OverstoryFolder folder, AdoptionMode mode)
    {
        try
        {
            using var adoption = Read(app, folder);
            var report = adoption.Plan();
            var refusal = mode == AdoptionMode.Quiet ? adoption.Refusal() : null;
            return refusal is null ? report : report with { State = "refused", Problems = [refusal.Message, .. report.Problems] };
        }
        catch (OvException fault) when (fault.Code == ErrorCode.ForeignData)
        {
            return new AdoptionReport("refused", "", AdoptionCounts.None, [], [], [fault.Message], null, []);
        }
    }

    /// <summary>Refuses while Overstory's agents work: what they do from now on would be missing here.</summary>
    /// <exception cref="OvException">state.</exception>
    public void RequireQuiet()
    {
        if (Refusal() is { } refusal)
        {
            throw refusal;
        }
    }

    private OvException? Refusal() => _live.Count == 0 || PlanFor(History()).IsEmpty ? null : new OvException(
                ErrorCode.State, $"Overstory still works on this project: {string.Join(", ", _live)}. What it does from now on would be missing here, so nothing was imported.",
                "Stop it with Overstory's own commands and run 'ov init' again; or import all the same with --adopt-running, or leave its state out with --no-adopt.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["live"] = _live },
            };

    private AdoptionHistory History() => _app.HasLedger ? _app.Ledger.Read(AdoptionStore.History) : AdoptionHistory.None;

    /// <summary>What an import would do now; writes nothing.</summary>
    public AdoptionReport Plan()
    {
        var plan = PlanFor(History());
        return Report(plan.IsEmpty ? "nothing-new" : "planned", plan, null);
    }

    /// <summary>Imports what no earlier import brought. The copy is in its place before the ledger speaks of it.</summary>
    public AdoptionReport Import()
    {
        if (PlanFor(History()) is { IsEmpty: true } nothing)
        {
            return Report("nothing-new", nothing, null);
        }

        var backup = Path.Combine(_app.Project.Files.Copies, $"overstory-{_app.Ledger.Now:yyyyMMdd-HHmmss-fff}");
        _copy.KeepAt(backup);
        _app.Ledger.Seams.Reach(KillPoint.AdoptionCopied);
        var shown = Path.GetRelativePath(_app.Project.Root, backup);
        var plan = _app.Ledger.Write(tx =>
        {
            // Somebody else may have imported since: the transaction decides again.
            var history = AdoptionStore.History(tx.Sql);
            var now = PlanFor(history);
            if (!now.IsEmpty)
            {
                AdoptionImport.Write(tx, now, history, shown);
            }

            return now;
        });
        return Report(plan.IsEmpty ? "nothing-new" : "imported", plan, shown);
    }

    public void Dispose() => _copy.Dispose();

    private AdoptionPlan PlanFor(AdoptionHistory history) => AdoptionPlan.For(_facts, _ground, history);

    private AdoptionReport Report(string state, AdoptionPlan plan, string? backup)
    {
        var counts = new AdoptionCounts(
            plan.Runs.Count, plan.Agents.Count, plan.Tasks.Count, plan.Agents.Count(agent => agent.Checkout is not null), plan.Messages.Count,
            plan.Messages.Count(message => message.State == Mail.MailState.Queued), plan.Merges.Count, plan.Groups.Count, plan.Specs.Count);
        var branches = plan.Agents.Where(agent => _ground.Unlanded.ContainsKey(agent.Session.Branch) || agent.Checkout is { Uncommitted.Count: > 0 })
            .Select(agent => new AdoptedBranch(
                agent.Session.Branch, agent.Name, _ground.Unlanded.GetValueOrDefault(agent.Session.Branch), agent.Checkout?.Uncommitted.Count ?? 0, agent.Checkout?.Path));
        return new AdoptionReport(state, _ground.Target, counts, _live, [.. branches], [.. plan.Problems, .. RoleManifest.Read(_app.Config).Problem is { } broken ? new[] { broken } : []], backup, RoleDefinitions.Report(_app.Config));
    }
}

using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Stacking;

namespace Ov.Core.Proving;

/// <summary>
/// Notes the receipt on a commit that is about to land: before the target moves, so that no crash leaves a landing without one. A receipt on
/// a commit that did not land after all says nothing wrong.
/// </summary>
internal static class ReceiptWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="entries">What lands by one move of the target; the gates judged the tree of the last.</param>
    /// <param name="patches">What each of them changes.</param>
    public static void Write(OvApp app, IReadOnlyList<TrainEntry> entries, IReadOnlyList<string?> patches, IReadOnlyList<CommandSpec> gates)
    {
        var identity = new GitCommits(app.Git).Identity(app.Project.CommonDir);
        var verdicts = app.Ledger.Read(sql => gates.Select(gate => (gate.Name, Verdict: VerdictStore.Find(sql, entries[^1].Tree, gate, app.Config.Env))).ToList());
        IReadOnlyList<ReceiptGate> judged = [.. verdicts.Where(pair => pair.Verdict is not null).Select(pair => new ReceiptGate(pair.Name, pair.Verdict!.Passed, Receipt.HashOf(entries[^1].Tree, pair.Verdict)))];
        // Merges into other targets note theirs at the same time, and git would lose one of two.
        using var held = FileLock.Take(Path.Combine(app.Project.Files.Integration, "receipts.lock"), Patience)
            ?? throw new OvException(ErrorCode.Busy, "Receipts of landings are being written by somebody else.", "Run the command again.");
        foreach (var (entry, patch) in entries.Zip(patches))
        {
            new GitNotes(app.Git).Write(app.Project.CommonDir, entry.Commit, Of(app, entry, patch, entries[^1].Tree, judged).Sealed().Write(), identity);
        }
    }

    private static Receipt Of(OvApp app, TrainEntry built, string? patch, string gatedTree, IReadOnlyList<ReceiptGate> gates)
    {
        var (entry, root) = (built.Entry, app.Project.CommonDir);
        // Of a squash no commit of the branch is in the history.
        var own = entry.Strategy == MergeStrategy.Squash ? [] : new GitPatches(app.Git).Ids(root, $"{(StackHold.Landed(app, entry.Branch, entry.Target, built.Intent.Tip, built.Base) is [.., var below] ? below : built.Base)}..{built.Intent.Tip}", TargetHistory.Depth);
        return app.Ledger.Read(sql => new Receipt(
            Receipt.Newest, entry.Id, entry.Branch, entry.Target, built.Commit, built.Tree, new GitCommits(app.Git).Read(root, built.Commit).Parents, built.Base, built.Intent.Tip,
            entry.Strategy.Word(), [.. own.Prepend(patch).OfType<string>().Distinct()], entry.TaskId, entry.AgentId is { } agent ? AgentStore.ById(sql, agent)?.Name : null,
            entry.RunId is { } run ? RunStore.ById(sql, run)?.Name : null, gatedTree, gates));
    }
}

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
    /// <returns>What each of them changes, named by content.</returns>
    public static IReadOnlyList<string?> Write(OvApp app, IReadOnlyList<TrainEntry> entries, IReadOnlyList<CommandSpec> gates)
    {
        var (root, git, found) = (app.Project.CommonDir, app.Git, new List<string?>());
        var verdicts = app.Ledger.Read(sql => gates.Select(gate => (gate.Name, Verdict: VerdictStore.Find(sql, entries[^1].Tree, gate, app.Config.Env))).ToList());
        IReadOnlyList<ReceiptGate> judged = [.. verdicts.Where(pair => pair.Verdict is not null).Select(pair => new ReceiptGate(pair.Name, pair.Verdict!.Passed, Receipt.HashOf(entries[^1].Tree, pair.Verdict)))];
        // Merges into other targets note theirs at the same time, and git would lose one of two.
        using var held = FileLock.Take(Path.Combine(app.Project.Files.Integration, "receipts.lock"), Patience)
            ?? throw new OvException(ErrorCode.Busy, "Receipts of landings are being written by somebody else.", "Run the command again.");
        foreach (var entry in entries)
        {
            var (commit, patches) = (new GitCommits(git).Read(root, entry.Commit), Patches(app, entry));
            // Of a rebase it is somebody else's.
            var identity = entry.Entry.Strategy == MergeStrategy.Rebase ? new GitCommits(git).Identity(root) : commit.Author;
            found.Add(patches.Find(pair => pair.Commit == entry.Commit).Patch ?? new GitDiffs(git).PatchId(root, entry.Commit));
            new GitNotes(git).Write(root, entry.Commit, Of(app, entry, commit.Parents, [.. patches.Select(pair => pair.Patch).Prepend(found[^1]).OfType<string>().Distinct()], entries[^1].Tree, judged).Sealed().Write(), identity);
        }

        return found;
    }

    /// <summary>Of the commit that lands and of those that it brings, newest first; of a squash none of the branch is in the history.</summary>
    private static List<(string Patch, string Commit)> Patches(OvApp app, TrainEntry built)
    {
        var tip = built.Intent.Tip;
        var below = StackHold.Landed(app, built.Entry.Branch, built.Entry.Target, tip, built.Base);
        string[] brought = built.Entry.Strategy == MergeStrategy.Squash ? [] : [tip];
        return [.. new GitPatches(app.Git).Named(app.Project.CommonDir, [built.Commit, .. brought, .. below.Append(built.Base).Select(commit => "^" + commit)], TargetHistory.Depth)];
    }

    private static Receipt Of(OvApp app, TrainEntry built, IReadOnlyList<string> parents, IReadOnlyList<string> patches, string gatedTree, IReadOnlyList<ReceiptGate> gates)
    {
        var entry = built.Entry;
        return app.Ledger.Read(sql => new Receipt(
            Receipt.Newest, entry.Id, entry.Branch, entry.Target, built.Commit, built.Tree, parents, built.Base, built.Intent.Tip,
            entry.Strategy.Word(), patches, entry.TaskId, entry.AgentId is { } agent ? AgentStore.ById(sql, agent)?.Name : null,
            entry.RunId is { } run ? RunStore.ById(sql, run)?.Name : null, gatedTree, gates));
    }
}

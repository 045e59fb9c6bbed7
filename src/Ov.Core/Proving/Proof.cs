using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Proving;

/// <summary>
/// Holds a history against the receipts noted on it, with nothing but the repository; and, for a whole target, against the landings that the
/// ledger knows.
/// </summary>
/// <param name="Items">Newest first; of a target the missing landings come last.</param>
public sealed record Proof(string Range, IReadOnlyList<ProofItem> Items)
{
    private const int Most = 10_000;

    public int CountOf(ProofState state) => Items.Count(item => item.State == state);

    /// <param name="range">What git calls one, or a branch; null: the run's target, with the landings that it should have.</param>
    /// <exception cref="OvException">not-found.</exception>
    public static Proof Of(OvApp app, string? range)
    {
        var root = app.Project.CommonDir;
        var target = range is null ? app.Ledger.Read(sql => RunResolver.Require(app, sql)).Target : null;
        RequireRange(app, range ?? $"refs/heads/{target}");
        var commits = new GitNotes(app.Git).Log(root, range ?? $"refs/heads/{target}", Most);
        var known = new Lazy<Receipts>(() => Receipts.Of(app));
        var items = commits.Select(commit => Judge(commit, known)).ToList();
        if (target is not null)
        {
            items.AddRange(Missing(app, target));
        }

        return new Proof(range ?? target!, items);
    }

    private static void RequireRange(OvApp app, string range)
    {
        var call = GitCall.Read(app.Project.CommonDir, "rev-list", "--max-count=1", "--end-of-options", range);
        if (app.Git.Run(call).ExitCode != 0)
        {
            throw new OvException(ErrorCode.NotFound, $"git knows no commits by '{range}'.", "Name a branch, a commit, or a range such as v1.0..main.");
        }
    }

    private static ProofItem Judge(NotedCommit commit, Lazy<Receipts> known)
    {
        if (commit.Note is { } note)
        {
            var receipt = Receipt.Read(note);
            var fault = receipt is null ? "its note is no receipt" : receipt.Fault(commit);
            return Item(fault is null ? ProofState.Proved : ProofState.False, commit, receipt, fault);
        }

        return known.Value.Match(commit.Oid) is { } moved
            ? Item(ProofState.Rewritten, commit, moved, $"rewritten, matched: it landed as {moved.Commit[..12]}")
            : Item(ProofState.Unproved, commit, null, "it has no receipt");
    }

    private static ProofItem Item(ProofState state, NotedCommit commit, Receipt? receipt, string? reason) =>
        new(state, commit.Oid, commit.Subject, receipt?.Merge, receipt?.Branch, receipt?.Task, receipt?.Agent, reason);

    private static IEnumerable<ProofItem> Missing(OvApp app, string target)
    {
        var history = new TargetHistory(app.Git, app.Project.CommonDir, new GitRefs(app.Git).Tip(app.Project.CommonDir, target)!);
        foreach (var entry in app.Ledger.Read(sql => MergeStore.LandedOn(sql, target, Most)))
        {
            if (history.Find(entry) is { How: LandedHow.Missing })
            {
                yield return new ProofItem(
                    ProofState.Missing, null, entry.Branch, entry.Id, entry.Branch, entry.TaskId, null, $"it landed as {entry.Landed?[..12]}, and nothing in {target} brings its change: land it again with ov merge --branch {entry.Branch}");
            }
        }
    }
}

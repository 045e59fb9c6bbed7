using Ov.Core.Git;
using Ov.Core.Merging;

namespace Ov.Core.Stacking;

/// <summary>A branch never lands before what it stands on.</summary>
internal static class StackHold
{
    /// <param name="seen">The target's commit.</param>
    /// <param name="offers">It would be offered by a pull request instead of landing.</param>
    /// <returns>Null when nothing below it is in the way.</returns>
    public static OvException? Refusal(OvApp app, MergeEntry entry, string seen, bool offers)
    {
        if (app.Ledger.Read(sql => StackBase.Of(sql, entry.Branch, entry.Target)) is not { } below)
        {
            return null;
        }

        var carries = !below.HasLanded && below.Carries(app.Git, app.Project.CommonDir, entry.Tip, seen);
        return StackSteps.For(carries, below.Entry?.State, below.Task.State, offers && below.Entry is { IsOffered: true, IsOpen: true }) switch
        {
            StackStep.Wait => new OvException(
                ErrorCode.Unlanded, $"{entry.Branch} stands on {below.Branch} (task {below.Task.Number}), which has not landed on {entry.Target}.", $"It lands after that: ov merge --branch {below.Branch}"),
            StackStep.Rebase => new OvException(
                ErrorCode.Unlanded, $"{entry.Branch} stands on {below.Branch}, and task {below.Task.Number} is {Ledger.SnakeCase.Word(below.Task.State)} without having landed on {entry.Target}.",
                $"Take it off that, in its worktree: {StackNotice.Rebase(entry.Target, below)}; then report it ready again."),
            _ => null,
        };
    }

    /// <summary>What of the lower branch the target has already under other names; none where nothing stands in between.</summary>
    public static IReadOnlyList<string> Landed(OvApp app, string branch, string target, string tip, string seen) =>
        app.Ledger.Read(sql => StackBase.Of(sql, branch, target)) is { HasLanded: true } below ? below.Held(app.Git, app.Project.CommonDir, tip, seen) : [];
}

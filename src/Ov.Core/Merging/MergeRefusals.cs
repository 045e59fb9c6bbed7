using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Why an entry did not land, in the words that its user needs.</summary>
internal static class MergeRefusals
{
    public static OvException Conflict(OvApp app, MergeEntry entry) => new(
        ErrorCode.Conflict, $"{entry.Branch} conflicts with {entry.Target} in {string.Join(", ", entry.Conflicts)}; nothing landed.",
        entry.TaskId is null ? $"Merge {entry.Target} into {entry.Branch} and resolve it there, then again."
            : $"Rebase {entry.Branch} onto {entry.Target} in its worktree, then report it ready again{OrSling(app, entry)}.")
    {
        Facts = Names(entry), Lists = new Dictionary<string, IReadOnlyList<string>> { ["conflictFiles"] = entry.Conflicts },
    };

    public static OvException GateRed(OvApp app, MergeEntry entry, GateOutcome red, string output) => new(
        ErrorCode.GateRed, $"The gate \"{red.Name}\" failed on the merge of {entry.Branch} into {entry.Target}; nothing landed.",
        $"Read {red.Log}; rebase {entry.Branch} onto {entry.Target}, make it pass, then report it ready again{OrSling(app, entry)}.")
    {
        Facts = Names(entry, ("gate", red.Name), ("log", red.Log ?? ""), ("output", output)),
    };

    public static OvException TargetRed(MergeEntry entry, GateOutcome red) => new(
        ErrorCode.GateRed, $"The gate \"{red.Name}\" fails on {entry.Target} itself, so {entry.Branch} was not judged by it and stays queued.",
        $"Mend {entry.Target}, or land a branch with which the gate passes; then merge again.")
    {
        Facts = Names(entry, ("gate", red.Name), ("log", red.Log ?? "")),
    };

    /// <summary>A worker that reported has usually ended, so its task waits for another one.</summary>
    private static string OrSling(OvApp app, MergeEntry entry) =>
        entry.TaskId is { } taskId && app.Ledger.Read(sql => TaskStore.ById(sql, taskId)) is { State: TaskState.Pending } ? $", or let an agent do it: ov sling {taskId} --restart" : "";

    private static Dictionary<string, string> Names(MergeEntry entry, params (string Name, string Value)[] more)
    {
        var facts = new Dictionary<string, string> { ["mergeId"] = entry.Id, ["branchName"] = entry.Branch, ["target"] = entry.Target, ["status"] = entry.State.Word() };
        foreach (var (name, value) in more)
        {
            facts[name] = value;
        }

        return facts;
    }
}

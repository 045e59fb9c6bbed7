namespace Ov.Core.Checks;

/// <summary>Counts the rounds of a loop that is gone round per task. Decides only; S1-34.</summary>
internal static class FixCounter
{
    /// <summary>How many versions of a task's work failed since one passed, or since a person decided at its breaker. Each task begins at nothing.</summary>
    /// <param name="checks">Of any tasks and rounds, oldest first.</param>
    /// <param name="decidedAt">Null when nobody has decided.</param>
    public static int Failures(IEnumerable<CheckRecord> checks, string taskId, CheckRound round, DateTimeOffset? decidedAt)
    {
        var failed = new HashSet<string>();
        foreach (var check in checks)
        {
            if (check.TaskId != taskId || check.Round != round)
            {
                continue;
            }

            if (check.Passed)
            {
                failed.Clear();
            }
            else if (decidedAt is null || check.At > decidedAt)
            {
                failed.Add(check.Tree);
            }
        }

        return failed.Count;
    }
}

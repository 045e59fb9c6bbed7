using System.Globalization;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Finds what an agent should be told itself in what its tools showed lately. Decides only; S3-70 to S3-72.</summary>
internal static class CorrectionFinder
{
    /// <summary>Of so many results, so many are the same one.</summary>
    private const int StallWindow = 6, StallShare = 5;

    private const int FailedLength = 2;

    private const int TurnsWithoutNote = 5;

    /// <param name="turn">The one that runs.</param>
    /// <param name="noted">The turn in which it wrote down last how far it came; 0 for never.</param>
    /// <param name="session">Its events since its session began, oldest first.</param>
    public static IEnumerable<Correction> In(int turn, int noted, IReadOnlyList<EventRecord> session)
    {
        if (Loop(CallRow.Equal(session)) is { } loop)
        {
            yield return loop;
        }

        var ends = session.Where(record => record.Type == "tool.end").ToList();
        if (Stall(ends, Inputs(session)) is { } stall)
        {
            yield return stall;
        }

        var failed = ends.AsEnumerable().Reverse().TakeWhile(CallRow.IsFailed).ToList();
        if (failed.Count >= FailedLength)
        {
            yield return new Correction(CorrectionKind.Reflection, Number(failed[^FailedLength].Seq), "two of its calls in a row failed", "Two of your calls in a row failed. Say what the failures have in common and what you know for certain, then choose the next step.");
        }

        if (turn - noted >= TurnsWithoutNote)
        {
            yield return new Correction(
                CorrectionKind.Progress, $"{Number(noted)}:{Number((turn - noted) / TurnsWithoutNote)}", $"{Number(turn - noted)} turns without a note",
                "Write down how far you are, so that nothing is lost with your conversation: ov note write \"$OVERSTORY_AGENT_NAME\" --kind checkpoint --body \"...\"");
        }
    }

    /// <summary>Each new length of the row is told once (S3-70).</summary>
    private static Correction? Loop(List<EventRecord> row) => row.Count == 0 ? null : new Correction(
        CorrectionKind.Loop, $"{Number(row[0].Seq)}:{Number(row.Count)}", $"{Number(row.Count)} equal calls in a row: {row[^1].Text ?? row[^1].Tool}",
        $"You made the same call {Number(row.Count)} times in a row: {row[^1].Text ?? row[^1].Tool}. Its answer stays the same. Read it, then try another way.");

    /// <summary>Five of six results are one and the same; six more of that kind end it (S3-71).</summary>
    private static Correction? Stall(List<EventRecord> ends, Dictionary<string, string?> inputs)
    {
        var results = ends.ConvertAll(end => (end.Seq, Result: (end.Tool, Input: end.Subject is { } id ? inputs.GetValueOrDefault(id, end.Data) : end.Data, end.Text, end.Level)));
        var first = results.Count;
        while (first >= StallWindow && results[(first - StallWindow)..first].GroupBy(one => one.Result).Any(same => same.Count() >= StallShare))
        {
            first--;
        }

        // The first window whose results were the same is the one that was told of.
        var windows = results.Count - first;
        return windows == 0 ? null : new Correction(
            CorrectionKind.Stall, Number(results[first - StallWindow + 1].Seq), $"{StallShare} of its last {StallWindow} results are the same",
            "Your last calls gave you the same again and again, so you learn nothing new. Say what you need to know, and find another way to it. If there is none: ov task block --reason \"...\"")
        {
            Ends = windows > StallWindow,
        };
    }

    private static Dictionary<string, string?> Inputs(IReadOnlyList<EventRecord> session)
    {
        var inputs = new Dictionary<string, string?>();
        foreach (var start in session.Where(record => record is { Type: "tool.start", Subject: not null }))
        {
            inputs[start.Subject!] = start.Data;
        }

        return inputs;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

namespace Ov.Core.Agents;

/// <summary>What a runtime's account said when it had nothing left to give: no turn of that runtime begins before the end of it.</summary>
/// <param name="Since">When it said so last.</param>
/// <param name="Tries">How often in a row it said so.</param>
/// <param name="Text">Its own words.</param>
public sealed record RuntimeLimit(string Runtime, DateTimeOffset Since, DateTimeOffset Until, int Tries, string Text)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan WidestSpread = TimeSpan.FromSeconds(30);

    /// <summary>What is told further ahead than any account's week is not believed.</summary>
    private static readonly TimeSpan LongestTold = TimeSpan.FromDays(8);

    /// <summary>The limit after one more turn ran into it.</summary>
    /// <param name="before">What was known, or null.</param>
    /// <param name="told">When the runtime says that it ends; null or unbelievable: each pause is twice the one before.</param>
    public static RuntimeLimit After(RuntimeLimit? before, string runtime, DateTimeOffset? told, string text, DateTimeOffset now)
    {
        var tries = (before?.Tries ?? 0) + 1;
        var pause = FirstPause * Math.Pow(2, Math.Min(tries - 1, 10));
        var until = told is { } end && end > now && end <= now + LongestTold ? end : now + (pause < LongestPause ? pause : LongestPause);
        return new RuntimeLimit(runtime, now, until, tries, text);
    }

    /// <summary>
    /// When an agent may begin its next turn: a little after the limit's end, each at its own time, so that fifty do not come back at once.
    /// </summary>
    public DateTimeOffset ResumeFor(string agentId)
    {
        // Not string.GetHashCode, which is another one in each process.
        var number = 17u;
        foreach (var letter in agentId)
        {
            number = (number * 31) + letter;
        }

        var spread = (Until - Since) / 10;
        return Until + ((spread < WidestSpread ? spread : WidestSpread) * ((number % 1000) / 1000.0));
    }
}

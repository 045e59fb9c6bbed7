namespace Ov.Core.Hooks;

/// <summary>Which start the end of a tool call belongs to, when the runtime gives no id.</summary>
public static class ToolPairing
{
    /// <summary>The last start of that tool that no later end has taken; null when there is none.</summary>
    /// <param name="newestFirst">The recent calls of one agent.</param>
    public static DateTimeOffset? StartOf(IEnumerable<ToolMark> newestFirst, string tool)
    {
        var taken = 0;
        foreach (var mark in newestFirst.Where(mark => mark.Tool == tool))
        {
            if (!mark.IsStart)
            {
                taken++;
            }
            else if (taken == 0)
            {
                return mark.At;
            }
            else
            {
                taken--;
            }
        }

        return null;
    }
}

/// <summary>The start or the end of a tool call.</summary>
public sealed record ToolMark(string? Tool, bool IsStart, DateTimeOffset At);

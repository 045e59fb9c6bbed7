using Ov.Cli;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary>What the watcher tells people.</summary>
internal static class WatchView
{
    public static void WriteTick(TickAnswer answer, TextView view)
    {
        if (answer.Decisions.Count == 0)
        {
            view.Line("Nothing is due.");
        }

        foreach (var decision in answer.Decisions)
        {
            view.Line(answer.DryRun && decision.Action != "left" ? $"would be {Line(decision)}" : Line(decision));
        }
    }

    public static void WriteBackground(BackgroundAnswer answer, TextView view)
    {
        view.Ok($"The watcher runs as process {answer.Pid}");
        view.Hint($"It writes to {answer.Log} and leaves when nothing is left to watch.");
    }

    public static void WriteEnd(WatchAnswer answer, TextView view) =>
        view.Line($"Nothing is left to watch after {answer.Ticks} tick{(answer.Ticks == 1 ? "" : "s")}.");

    public static string Line(TickDecision decision) => $"{decision.Action}: {decision.Step} {decision.Subject} ({decision.Reason})";
}

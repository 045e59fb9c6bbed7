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

    public static void WriteInstalled(LoginChange change, TextView view)
    {
        if (change.File is { } file)
        {
            view.Ok(change.DryRun ? $"{file} would be {(change.Changed ? "written" : "left as it is")}" : change.Changed ? $"Wrote {file}" : $"{file} is there already");
        }

        WriteCommands(change, "Then, so that it is used:", view);
    }

    public static void WriteUninstalled(LoginChange change, TextView view)
    {
        view.Line(change.File is not { } file ? "There is no file to remove." : !change.Changed ? $"{file} is not there." : change.DryRun ? $"{file} would be removed." : $"Removed {file}.");
        WriteCommands(change, "So that it is forgotten:", view);
    }

    private static void WriteCommands(LoginChange change, string heading, TextView view)
    {
        if (change.Commands.Count > 0)
        {
            view.Line(heading);
        }

        foreach (var command in change.Commands)
        {
            view.Hint(command);
        }
    }

    public static void WriteEnd(WatchAnswer answer, TextView view) =>
        view.Line($"Nothing is left to watch after {answer.Ticks} tick{(answer.Ticks == 1 ? "" : "s")}.");

    public static string Line(TickDecision decision) => $"{decision.Action}: {decision.Step} {decision.Subject} ({decision.Reason})";
}

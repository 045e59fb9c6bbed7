using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Processes;
using Ov.Core.Text;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary><c>ov watch</c>: the tick, once or until nothing is left to watch.</summary>
internal static class WatchCommand
{
    private const int ShortestInterval = 500;

    public static Command Create(CommandRunner runner)
    {
        var once = new Option<bool>("--once") { Description = "Tick once and end; also beside a running watcher." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what one tick would do, and change nothing." };
        var background = new Option<bool>("--background") { Description = "Start the watcher detached and return." };
        var interval = new Option<int?>("--interval") { Description = "Pause between two ticks in milliseconds (at least 500); else watch.intervalMs.", HelpName = "ms" };
        var keepAwake = new Option<bool>("--keep-awake") { Description = "Keep the machine from falling asleep as long as the watcher runs." };
        var detached = new Option<bool>("--detached") { Hidden = true, Description = "Started by ov itself: leave quietly when another watcher runs." };
        var killOthers = new Option<bool>("--kill-others") { Hidden = true, Description = "Overstory's; refused." };
        var command = new Command("watch", "Repair, restart and land what is due, until nothing is left to watch") { once, dryRun, background, interval, keepAwake, detached, killOthers };
        command.Subcommands.Add(WatchInstallCommand.Create(runner));
        command.Subcommands.Add(WatchUninstallCommand.Create(runner));
        var guide = new CommandGuide("ov watch --once", "ov watch --dry-run", "ov watch --background", "ov watch --background --keep-awake")
        {
            Refusals = [ErrorCode.Busy], SeeAlso = ["status", "doctor"],
            Answer = () => WatchJson.Default.WatchAnswer,
            AlsoAnswers = [new("with --once", () => WatchJson.Default.TickAnswer), new("with --background", () => WatchJson.Default.BackgroundAnswer)],
            About = "Sling starts the watcher by itself. It sleeps while nothing happens and leaves when no agent lives, nothing is half done\nand no merge can land. One watcher runs in a project; a second one is refused with exit 75.\n"
                + "--keep-awake uses systemd-inhibit on Linux, caffeinate on macOS and the system itself on Windows; where that fails it says so, and watches all the same.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(Run(
            app, new Asked(parse.GetValue(once) || parse.GetValue(dryRun), parse.GetValue(dryRun), parse.GetValue(background), parse.GetValue(detached), parse.GetValue(killOthers), Interval(parse.GetValue(interval)), parse.GetValue(keepAwake)), stop)));
    }

    private static CommandResult Run(OvApp app, Asked asked, CancellationToken stop)
    {
        if (asked.KillOthers)
        {
            throw new OvException(ErrorCode.Usage, "--kill-others is refused: ov ends no program that is not its own, and a project has one watcher only.", "To end this project's watcher, end the process that 'ov watch' names.");
        }

        if (asked.DryRun && asked.Background)
        {
            throw new OvException(ErrorCode.Usage, "--dry-run tells what one tick would do, so nothing stays in the background.", "ov watch --dry-run");
        }

        if (asked.KeepAwake && asked.Once)
        {
            throw new OvException(ErrorCode.Usage, "--keep-awake goes with a watcher that stays: one tick is soon over.", "ov watch --keep-awake");
        }

        return asked switch
        {
            { Once: true } => CommandResult.Of(TickAnswer.Of(Tick.Run(app, asked.DryRun, stop: stop)), () => WatchJson.Default.TickAnswer, WatchView.WriteTick),
            { Background: true } => Background(app, asked),
            _ => Foreground(app, asked, stop),
        };
    }

    private static CommandResult Background(OvApp app, Asked asked)
    {
        var interval = asked.Interval;
        // Opened first: a project without a ledger has nothing to watch.
        _ = app.Ledger;
        Watcher.RequireNone(app);
        var process = Watcher.Start(app, interval, asked.KeepAwake);
        var answer = new BackgroundAnswer(process.Pid, (long)(interval ?? app.Config.Watch.Interval).TotalMilliseconds, Watcher.HolderFile(app), app.Project.Files.WatchLog);
        return CommandResult.Of(answer, () => WatchJson.Default.BackgroundAnswer, WatchView.WriteBackground);
    }

    private static CommandResult Foreground(OvApp app, Asked asked, CancellationToken stop)
    {
        var decisions = new List<TickDecision>();
        using var awake = asked.KeepAwake ? Awake(app) : null;
        try
        {
            var ticks = Watcher.Run(app, asked.Interval, report => Tell(app, report, decisions), stop);
            stop.ThrowIfCancellationRequested();
            return CommandResult.Of(new WatchAnswer(ticks, decisions), () => WatchJson.Default.WatchAnswer, WatchView.WriteEnd);
        }
        catch (OvException contested) when (asked.Detached && contested.Code == ErrorCode.Busy)
        {
            return CommandResult.Silent();
        }
    }

    private static KeepAwake? Awake(OvApp app)
    {
        Watcher.RequireNone(app);
        var held = KeepAwake.Begin(app.Environment.Variables, out var refusal);
        if (refusal is not null)
        {
            Narration.Warn(app.Environment, app.Options, refusal);
        }

        return held;
    }

    /// <summary>Narrates as it happens; what is left alone is told only when it is news.</summary>
    private static void Tell(OvApp app, TickReport report, List<TickDecision> told)
    {
        foreach (var decision in report.Decisions.Where(decision => decision.Done || !told.Contains(decision)))
        {
            told.Add(decision);
            app.Environment.Error.WriteLine($"{app.Environment.Time.GetUtcNow():HH:mm:ss} {VisibleText.OneLine(WatchView.Line(decision))}");
        }
    }

    private static TimeSpan? Interval(int? milliseconds) => milliseconds switch
    {
        null => null,
        < ShortestInterval => throw new OvException(ErrorCode.Usage, $"--interval must be a number >= {ShortestInterval} (milliseconds)."),
        { } given => TimeSpan.FromMilliseconds(given),
    };

    private sealed record Asked(bool Once, bool DryRun, bool Background, bool Detached, bool KillOthers, TimeSpan? Interval, bool KeepAwake);
}

internal sealed record TickAnswer(bool DryRun, bool Acted, IReadOnlyList<TickDecision> Decisions)
{
    public static TickAnswer Of(TickReport report) => new(report.DryRun, report.HasActed, report.Decisions);
}

internal sealed record WatchAnswer(int Ticks, IReadOnlyList<TickDecision> Decisions);

/// <summary>Overstory's fields, and where the watcher writes what it did.</summary>
internal sealed record BackgroundAnswer(int Pid, long IntervalMs, string PidFile, string Log);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TickAnswer))]
[JsonSerializable(typeof(WatchAnswer))]
[JsonSerializable(typeof(BackgroundAnswer))]
internal sealed partial class WatchJson : JsonSerializerContext;

using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Watching;
using Ov.Dashboard;

namespace Ov.Commands;

/// <summary><c>ov dashboard</c>: the view that people leave open.</summary>
internal static class DashboardCommand
{
    private const int ShortestInterval = 500;
    private const int DefaultInterval = 2000;
    private const int PlainColumns = 120;
    private const int PlainRows = 40;

    public static Command Create(CommandRunner runner)
    {
        var once = new Option<bool>("--once") { Description = "Print it once as plain text and end; so too where there is no terminal." };
        var all = new Option<bool>("--all") { Description = "All runs and all agents, of each run the newest 100 that ended." };
        var interval = new Option<int>("--interval") { Description = $"How often to look at most, in milliseconds ({DefaultInterval}).", HelpName = "ms", DefaultValueFactory = _ => DefaultInterval };
        var command = new Command("dashboard", "Show everything at once and act on it, on the whole terminal") { once, all, interval };
        var guide = new CommandGuide("ov dashboard --once", "ov dashboard --all --json")
        {
            Answer = () => OverviewJson.Default.Overview, SeeAlso = ["status", "feed", "review"],
            About = "What waits for you, agents with state and cost, tasks, merge queue and collisions, mail and feed. Keys select, open, attach, nudge, stop,\n"
                + "approve and answer; ? lists them. Each runs an ov command as if typed. It reads only when something changed and fits 80x24; no colour is needed.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var pause = parse.GetValue(interval) is >= ShortestInterval and var ms ? TimeSpan.FromMilliseconds(ms)
                : throw new OvException(ErrorCode.Usage, $"--interval must be a number >= {ShortestInterval} (milliseconds).");
            if (parse.GetValue(once) || app.Options.Json || app.Environment is not { InIsTerminal: true, OutIsTerminal: true })
            {
                return Task.FromResult(CommandResult.Of(new OverviewReader(app, parse.GetValue(all)).Read(), () => OverviewJson.Default.Overview, Write));
            }

            new DashboardScreen(app, runner, parse.GetValue(all), pause, stop).Show();
            return Task.FromResult(CommandResult.Silent(stop.IsCancellationRequested ? ErrorCode.Interrupted.Exit : 0));
        });
    }

    private static void Write(Overview overview, TextView view)
    {
        foreach (var line in DashboardFrame.Of(overview, new DashboardState(), view.IsCut ? view.Width : PlainColumns, PlainRows).Text.SkipLast(2))
        {
            view.Row(line);
        }
    }
}

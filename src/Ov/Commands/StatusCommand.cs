using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary><c>ov status</c>: what needs you first, then who does what. Reads only.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var all = new Option<bool>("--all") { Description = "All runs and all agents, of each run the newest 100 that ended." };
        var agent = new Option<string?>("--agent") { Description = "Whose unread mail is counted; else the operator's.", HelpName = "agent" };
        var command = new Command("status", "Show what needs you, the agents with evidence, tasks, queue and mail") { all, agent };
        var guide = new CommandGuide("ov status", "ov status --run run-2 --json", "ov status --all")
        {
            Refusals = [ErrorCode.NotFound], SeeAlso = ["show", "wait", "help states"],
            Answer = () => StatusJson.Default.StatusReport, Daily = true,
            About = "Shown are the active runs, or the one named with --run. An agent's state comes with the evidence for it; looking changes nothing.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var report = new StatusReader(app, parse.GetValue(all), parse.GetValue(agent)).Complete();
            var now = app.Ledger.Now;
            return CommandResult.Of(report, () => StatusJson.Default.StatusReport, (answer, view) => StatusView.Write(answer, now, app.Options.Verbose, view));
        });
    }
}

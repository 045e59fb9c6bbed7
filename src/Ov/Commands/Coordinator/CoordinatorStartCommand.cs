using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Coordinating;
using Ov.Core.Runtimes.Exec;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator start</c>.</summary>
internal static class CoordinatorStartCommand
{
    public static Command Create(CommandRunner runner, string role)
    {
        var objective = new Argument<string?>("objective") { Description = "What it is to reach; its first mail.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Text);
        var name = new Option<string?>("--name") { Description = $"What it is called; {role} when not given.", HelpName = "name" }.Completes(Candidate.Text);
        var target = new Option<string?>("--target") { Description = "Begin a new run that lands on this branch.", HelpName = "branch" };
        var runtime = new Option<string?>("--runtime") { Description = "The coding agent that runs its turns.", HelpName = "runtime" };
        var model = new Option<string?>("--model") { Description = "The model, in the runtime's words or by an alias of yours.", HelpName = "model" };
        var exec = new Option<string?>("--exec") { Description = "A shell line that each turn runs instead.", HelpName = "command" };
        var profile = new Option<string?>("--profile") { Description = "Instructions from .overstory/profiles/<name>.md.", HelpName = "name" }.Completes(Candidate.Text);
        var monitor = new Option<bool>("--monitor") { Description = "Also start a monitor for its run.", Hidden = role == "monitor" };
        var watchdog = new Option<bool>("--watchdog") { Description = "Start the watcher, whatever watch.enabled says." };
        var here = new Option<bool>("--here") { Description = "Open the runtime's own screen in this terminal: you talk with it, and confirm what it changes.", Hidden = role != "coordinator" };
        var trust = new Option<bool>("--trust") { Description = "Approve the configured commands that this runs (operator)." };
        var attach = new Option<bool>("--attach") { Description = "Overstory's; it runs without a terminal, so this is refused.", Hidden = true };
        var command = new Command("start", $"Start {Article.Of(role)}, which rests until mail comes") { objective, name, target, runtime, model, exec, profile, monitor, watchdog, here, trust, attach };
        foreach (var taken in new[] { "--no-attach", "--accept-existing-watchdog", "--headless" })
        {
            command.Options.Add(new Option<bool>(taken) { Description = "Overstory's; always so here.", Hidden = true });
        }

        var guide = new CommandGuide($"ov {role} start \"Ship the export as JSON\"", $"ov {role} start --name second-{role} --exec \"./my-agent\"")
        {
            Answer = () => CoordinatorJson.Default.CoordinatorStartAnswer, Writes = true, SeeAlso = ["sling", "run start"],
            Refusals = role == "coordinator" ? [ErrorCode.State, ErrorCode.NotFound] : [ErrorCode.State],
            About = "It holds no task and works in a worktree of its own, never in your checkout. Without an objective it waits for mail and costs nothing.\n"
                + (role == "coordinator" ? "With --here you talk with it on its own screen. It reads all; each command of its that changes something is only proposed, with what it would do, "
                    + "and runs once when you have confirmed it: 'ov coordinator confirm', in another terminal. When you leave the screen it rests; 'ov coordinator attach' opens it again.\n" : "")
                + (role == "coordinator" ? "Each coordinator has its own run: --run, else the one it had, else an active one without a coordinator, else a new one." : "It belongs to the run that commands here work in."),
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            if (parse.GetValue(attach))
            {
                throw new OvException(ErrorCode.Usage, $"--attach needs a terminal session, and {Article.Of(role)} runs without one.", $"Leave it out, and follow it with 'ov {role} output --follow'.");
            }

            var request = new CoordinatorRequest(role)
            {
                Name = parse.GetValue(name), Objective = parse.GetValue(objective) ?? "", Target = parse.GetValue(target), Runtime = parse.GetValue(runtime), Model = parse.GetValue(model),
                Here = parse.GetValue(here), Command = ExecRuntime.OfOption(parse.GetValue(exec), []), Profile = parse.GetValue(profile), Trust = parse.GetValue(trust), Watchdog = parse.GetValue(watchdog),
            };
            if (parse.GetValue(here) && role != "coordinator")
            {
                throw new OvException(ErrorCode.Usage, $"--here is for coordinators, and {Article.Of(role)} works by itself.", $"Leave it out, and write to it with 'ov {role} send'.");
            }

            var started = new CoordinatorStarter(app, app.Caller, request).Start(stop);
            var watched = parse.GetValue(monitor) && !app.Options.DryRun && Monitor(app, request, stop);
            if (request.Here && started.Pid is not null)
            {
                return Task.FromResult(CommandResult.Silent(new SessionByHand(app, started.Agent).Resume(stop)));
            }

            return Task.FromResult(CommandResult.Of(CoordinatorStartAnswer.Of(started, app.Project.Root, watched), () => CoordinatorJson.Default.CoordinatorStartAnswer, Write));
        });
    }

    /// <summary>One that runs already is enough.</summary>
    private static bool Monitor(OvApp app, CoordinatorRequest request, CancellationToken stop)
    {
        if (app.Ledger.Read(sql => CoordinatorFinder.Live(sql, "monitor")).Count == 0)
        {
            new CoordinatorStarter(app, app.Caller, request with { Role = "monitor", Name = null, Objective = "", Target = null }).Start(stop);
        }

        return true;
    }

    private static void Write(CoordinatorStartAnswer answer, TextView view)
    {
        if (answer.Pid is null)
        {
            view.Line($"Would start {answer.AgentName} for {answer.Run}, which lands on {answer.Target}.");
            return;
        }

        view.Ok($"Started {answer.AgentName} ({answer.Runtime}) for {answer.Run}, which lands on {answer.Target}");
        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
        }

        view.Hint($"ov {answer.Capability} send --body \"...\"");
    }
}

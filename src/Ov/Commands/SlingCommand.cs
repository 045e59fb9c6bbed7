using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Commands;

/// <summary><c>ov sling &lt;task&gt;…</c>: start agents on tasks, each in a worktree of its own.</summary>
internal static class SlingCommand
{
    public static Command Create(CommandRunner runner)
    {
        var options = new SlingOptions();
        var command = new Command("sling", "Start agents on tasks, each in its own worktree");
        command.Arguments.Add(options.Tasks);
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        var guide = new CommandGuide(
            "ov sling \"Fix the flaky login test\" \"Add --json to export\"", "ov sling 3 --role builder --files \"src/login/**\"",
            "ov sling --all-ready", "ov sling 5 --restart", "ov sling 3 --exec -- ./my-agent --once")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.Hierarchy, ErrorCode.UnnecessarySpawn, ErrorCode.ScopeOverlap, ErrorCode.SameScope, ErrorCode.NotReady, ErrorCode.State, ErrorCode.Untrusted, ErrorCode.SetupFailed, ErrorCode.AlreadyClaimed, ErrorCode.NameTaken, ErrorCode.LimitAgents, ErrorCode.LimitDepth, ErrorCode.LimitChildren, ErrorCode.ScopeExplosion, ErrorCode.LimitRun, ErrorCode.LimitBudget, ErrorCode.NeedsConfirmation, ErrorCode.GatePending, ErrorCode.Held, ErrorCode.Partly], SeeAlso = ["status", "stop", "wait", "attach", "help agents", "help tasks"],
            Answer = () => SlingJson.Default.SlingAnswer, Writes = true, Daily = true,
            About = "An argument of several words is a new task; a single word names one by id or number. Results come in the order of the arguments, "
                + "and one that is refused never stops the others (exit 9 then). "
                + "--prompt takes the placeholders of 'ov worktree env', and {title}, {files} and {parent}; {{ is a brace. "
                + "--handoff-from hands on what was written down. --inherit begins with a fork of the caller's own session where the runtime can ('ov runtime list' tells), else with its checkpoint, and says which. "
                + "With --tmux the runtime shows its own screen in a terminal: one program for all turns, mail pasted into it, and its questions reported to you and never answered.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(Run(app, parse, options, stop)));
    }

    private static CommandResult Run(OvApp app, ParseResult parse, SlingOptions options, CancellationToken stop)
    {
        var request = options.Read(parse);
        var slinger = new Slinger(app, app.Caller, request);
        if (parse.GetValue(options.DryRun))
        {
            return Answer(SlingAnswer.Of(slinger.Rehearse()) with { DryRun = true });
        }

        Announce(app, slinger);
        var answer = SlingAnswer.Of(slinger.Sling(stop));
        foreach (var warning in answer.Results.SelectMany(result => result.Warnings).Distinct())
        {
            Narration.Warn(app.Environment, app.Options, warning);
        }

        return Answer(parse.GetValue(options.Wait) ? Waited(app, answer, stop) : answer);
    }

    /// <summary>Several at once say what they may come to; very many are asked for twice.</summary>
    private static void Announce(OvApp app, Slinger slinger)
    {
        if (slinger.Worst() is not { } worst)
        {
            return;
        }

        if (app.Config.Agents.AskAbove is > 0 and var most && worst.Agents > most)
        {
            Confirmation.Require(app, new OvException(ErrorCode.NeedsConfirmation, worst.Sentence, $"Confirm it with --yes. Up to {most} agents (agents.askAbove) start without a question."));
        }
        else if (!app.Options.Quiet && !app.Options.Json)
        {
            app.Environment.Error.WriteLine(worst.Sentence);
        }
    }

    private static SlingAnswer Waited(OvApp app, SlingAnswer answer, CancellationToken stop)
    {
        var tasks = answer.Results.Where(result => result.State == "started").Select(result => result.TaskId!).ToList();
        return tasks.Count == 0 ? answer : answer.With(AgentWaiter.Wait(app, app.Caller, tasks, WaitGoal.Done, TimeSpan.MaxValue, stop));
    }

    private static CommandResult Answer(SlingAnswer answer) =>
        CommandResult.Of(answer, () => SlingJson.Default.SlingAnswer, SlingView.Write, answer.Exit);
}

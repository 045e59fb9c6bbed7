using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Config;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Runtimes.Trial;

namespace Ov.Commands.Runtimes;

/// <summary><c>ov runtime test</c>: one turn in a throw-away project, to see what works.</summary>
internal static class RuntimeTestCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string?>("runtime") { Description = "Its name, such as claude.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Runtime);
        var all = new Option<bool>("--all") { Description = "Every runtime that is here, one after another." };
        var model = new Option<string?>("--model") { Description = "An alias or the runtime's own word; else what the configuration says.", HelpName = "model" };
        var timeout = new Option<string>("--timeout") { Description = "The longest turn.", HelpName = "time", DefaultValueFactory = _ => "5m" };
        var trust = new Option<bool>("--trust") { Description = "Approve what the configuration says of it (operator)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell the exact command line, what it may do and how it is guarded; run nothing." };
        var command = new Command("test", "Try a coding agent: does it edit, commit and send mail here") { name, all, model, timeout, trust, dryRun };
        var guide = new CommandGuide("ov runtime test claude --dry-run", "ov runtime test codex --model gpt-5.5 --timeout 2m", "ov runtime test --all --json")
        {
            Answer = () => RuntimeJson.Default.RuntimeTestAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.ToolMissing, ErrorCode.Untrusted, ErrorCode.NotOperator, ErrorCode.Failed, ErrorCode.Partly], SeeAlso = ["sling"],
            About = "A builder in a throw-away project gets one short turn, with your login and at your cost, in the permission mode that builders have. "
                + "What it did is read from git and the ledger, not from its words.\n"
                + "It also tells what this version does otherwise than the one ov was tried with: a flag that its --help no longer names, events that ov does not know, a session or token counts that no longer come. "
                + "Screens are not tried. Exit 1 when a check failed, 9 when some runtimes passed and others did not; with --all, a runtime that is not here or not approved is skipped.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            AgentRefusal.Require(app.Environment, "spend a person's account on a trial");
            var limit = Duration.Parse(parse.GetValue(timeout)!) is { Ticks: > 0 } time ? time : throw new OvException(ErrorCode.Usage, $"'{parse.GetValue(timeout)}' is no time.", "For example 90s or 5m.");
            var runtimes = Chosen(app, parse.GetValue(name), parse.GetValue(all));
            if (parse.GetValue(trust))
            {
                Approve(app, runtimes);
            }

            var trial = new RuntimeTrial(app, parse.GetValue(model), limit);
            if (!parse.GetValue(all) && !parse.GetValue(dryRun))
            {
                trial.Require(runtimes[0]);
            }

            IReadOnlyList<TrialResult> results = [.. runtimes.Select(runtime => parse.GetValue(dryRun) ? trial.Rehearse(runtime) : trial.Run(runtime, stop))];
            return Task.FromResult(CommandResult.Of(new RuntimeTestAnswer(parse.GetValue(dryRun), results), () => RuntimeJson.Default.RuntimeTestAnswer, RuntimeView.WriteTest, ExitOf(results)));
        });
    }

    private static IReadOnlyList<IRuntime> Chosen(OvApp app, string? name, bool all)
    {
        if (all == name is not null)
        {
            throw new OvException(ErrorCode.Usage, all ? "--all and a runtime's name exclude each other." : "Which runtime?", "Name one, or pass --all; 'ov runtime list' tells which are here.");
        }

        var list = RuntimeList.In(app.Config);
        return name == ExecRuntime.Word
            ? throw new OvException(ErrorCode.Usage, "exec runs whatever command it is given, so there is nothing to try.", "Name a coding agent; 'ov runtime list' tells which are here.")
            : all ? [.. list.All.Where(runtime => runtime.Name != ExecRuntime.Word)] : [list.Require(name!)];
    }

    private static void Approve(OvApp app, IReadOnlyList<IRuntime> runtimes)
    {
        foreach (var runtime in runtimes)
        {
            if (app.Config.Runtimes.All.GetValueOrDefault(runtime.Name)?.NeedsApproval is { } spec)
            {
                TrustStore.For(app.Environment.Variables).Approve(app.Project.Root, spec, app.Caller.IsOperator);
            }
        }
    }

    private static int ExitOf(IReadOnlyList<TrialResult> results) =>
        results.All(one => one.Outcome != TrialOutcome.Failed) ? 0
        : results.Any(one => one.Outcome == TrialOutcome.Proven) ? ErrorCode.Partly.Exit
        : ErrorCode.Failed.Exit;
}

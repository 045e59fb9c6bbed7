using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Commands.Merging;
using Ov.Core.Completing;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Templates;

namespace Ov.Commands.Runs;

/// <summary><c>ov run start</c>.</summary>
internal static class RunStartCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string?>("name") { Description = "Short name; else run-1, run-2…", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Text);
        var target = new Option<string?>("--target") { Description = "The branch that the work lands on; it must exist.", HelpName = "branch" };
        var objective = new Option<string?>("--objective") { Description = "What the run is for.", HelpName = "text" };
        var strategy = new ChoiceOption("--strategy", SnakeCase.Words<MergeStrategy>()) { Description = "How its branches land: merge, squash or rebase; else merge.strategy.", HelpName = "word" };
        var publish = new ChoiceOption("--publish", SnakeCase.Words<PublishMode>()) { Description = "What the remote gets: never anything, always each landing, or pull requests instead (pr); else by merge.publish.", HelpName = "word" };
        var mode = new ChoiceOption("--mode", SnakeCase.Words<RunMode>()) { Description = "interactive: nothing lands unreviewed; autonomous: what is ready lands; else by merge.policy.", HelpName = "word" };
        var template = new Option<string?>("--template") { Description = $"How its work goes: {string.Join(", ", TemplateSource.BuiltInNames)}, or a template of your own; else leads.", HelpName = "name" }.Completes(Candidate.Text);
        var set = new Option<string[]>("--set") { Description = "With --template: what to change of it, as in 'ov run set'.", HelpName = "key=value" }.Completes(Candidate.Text);
        var command = new Command("start", "Start a run: one objective, bound to one target branch") { name, target, objective, strategy, publish, mode, template, set };
        var guide = new CommandGuide("ov run start", "ov run start login --objective \"Rework the login\"", "ov run start hotfix --target main --strategy squash --publish always", "ov run start export --template waves --mode autonomous")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NameTaken, ErrorCode.InvalidConfig], SeeAlso = ["task add", "help runs", "help templates"],
            Answer = () => RunJson.Default.RunAnswer, Writes = true,
            About = "Without --target the work lands on the checked-out branch; when that is the default or a protected one, on a new branch ov/<run> cut from it.\n"
                + "Switching branches later changes nothing. Several runs may be active side by side.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunStarter.Start(app, app.Caller, new RunStart(parse.GetValue(name), parse.GetValue(target), parse.GetValue(objective) ?? "", MergeCommand.Strategy(parse.GetValue(strategy)),
                parse.GetValue(mode) is { } word ? SnakeCase.Parse<RunMode>(word) : null) 
                {
                    Publish = parse.GetValue(publish) is { } published ? SnakeCase.Parse<PublishMode>(published) : null, Template = Template(app, parse.GetValue(template), parse.GetValue(set) ?? []),
                });
            if (!app.Options.Quiet && !app.Options.Json && RunStarter.Worst(app, run) is { } worst)
            {
                app.Environment.Error.WriteLine($"Its tasks start by themselves: up to {worst.Sentence}");
            }

            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) =>
            {
                view.Answer(answer.Run!.Name);
                view.Ok($"Run {answer.Run!.Name} started; its work lands on {answer.Run.Target}");
                view.Hint("Add its first task: ov task add \"What is to be done\"");
            });
        });
    }

    private static RunTemplate? Template(OvApp app, string? name, string[] changes) => name is null && changes.Length > 0
        ? throw new OvException(ErrorCode.Usage, "--set changes a template, and none is named.", "Add --template.")
        : name is null ? null : PolicySetter.With(app, TemplateSource.Named(app, name), changes);
}

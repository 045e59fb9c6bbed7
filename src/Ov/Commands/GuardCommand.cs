using System.CommandLine;
using Ov.Cli;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Guarding;

namespace Ov.Commands;

/// <summary><c>ov guard</c>: may an agent make this tool call? A hook for runtimes, a question for everybody else.</summary>
internal static class GuardCommand
{
    public static Command Create(CommandRunner runner)
    {
        var runtime = new ChoiceOption("--runtime", GuardAnswerForm.Words, "plain") { Description = "Whose hook it is: the form of the answer.", HelpName = "runtime" };
        var log = new Option<bool>("--log") { Description = "Record an allowed call as the start of a tool, as 'ov log tool-start' does." };
        var agent = new Option<string?>("--agent") { Description = "The agent whose rules count.", HelpName = "agent" };
        var role = new Option<string?>("--role") { Description = "Instead of an agent: any agent of this role, working here.", HelpName = "role" };
        var text = new Option<string?>("--command") { Description = "Ask about this shell command; nothing is run or recorded.", HelpName = "command" };
        var file = new Option<string[]>("--file") { Description = "Ask about changing this file; repeatable.", HelpName = "path" };
        var command = new Command("guard", "Judge whether an agent may make a tool call, and by which rule") { runtime, log, agent, role, text, file };
        command.Subcommands.Add(GuardExplainCommand.Create(runner));
        return runner.Define(
            command,
            new CommandGuide("ov guard --command 'git push' --role builder", "ov guard --command 'rm -rf build' --agent builder-1 --json", "ov guard --file README.md --role reviewer", "ov guard --runtime claude --log")
            {
                SeeAlso = ["log", "help rules", "help hooks"],
                Answer = () => GuardJson.Default.GuardAnswer,
                HookWhen = parse => parse.GetResult(text) is null && parse.GetResult(file) is null,
                Relaxed = true,
                Refusals = [ErrorCode.NotFound],
                About = "Without --command and --file it is a hook: it reads the runtime's call from standard input, says nothing when the call is allowed, and answers a denial in the runtime's own form. "
                    + "A denial is recorded as the event guard.denied. Whatever goes wrong with ov itself allows the call. It guards against mistakes, not against a hostile program.",
            },
            (app, parse) =>
            {
                var (asked, files) = (parse.GetValue(text), parse.GetValue(file) ?? []);
                return asked is null && files.Length == 0
                    ? Hook(app, parse.GetValue(agent), parse.GetValue(runtime)!, parse.GetValue(log))
                    : CommandResult.Of(GuardAnswer.To(app, Subject(app, parse.GetValue(agent), parse.GetValue(role)), asked, files), () => GuardJson.Default.GuardAnswer, Write);
            });
    }

    private static CommandResult Hook(OvApp app, string? agent, string runtime, bool logs) =>
        CommandResult.Of(GuardHook.Answer(app, agent, runtime, logs), () => GuardJson.Default.GuardAnswer, (answer, view) => view.Raw(answer.Form));

    internal static GuardSubject Subject(OvApp app, string? agent, string? role) =>
        role is not null ? GuardSubject.OfRole(app, role)
        : agent is not null ? GuardSubject.OfAgent(app, agent)
        : GuardSubject.OfCaller(app, null) ?? throw new OvException(ErrorCode.Usage, "No rule binds whoever calls here; name whose rules count.", "Add --agent <agent> or --role <role>.");

    internal static void Write(GuardAnswer answer, TextView view)
    {
        var who = answer.Agent ?? Article.Of(answer.Role!);
        if (answer.Allowed)
        {
            view.Line($"{who} may.");
            return;
        }

        view.Line($"{who} may not: {answer.Reason}");
        view.Hint($"Rule {answer.Rule}. {answer.Hint}");
    }
}

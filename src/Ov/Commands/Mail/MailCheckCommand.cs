using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Guarding;
using Ov.Core.Hooks;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail check</c>: what waits, acknowledged once it was written; <c>--inject</c> is the form for an agent's hooks.</summary>
internal static class MailCheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (from, agent) = (MailOptions.From(), MailOptions.Agent());
        var inject = new Option<bool>("--inject") { Description = "For a hook: no output when nothing waits, never a failure." };
        var urgent = new Option<bool>("--urgent") { Description = "With --inject, only mail of high or urgent priority: for a hook in the middle of a turn." };
        var runtime = new ChoiceOption("--runtime", GuardAnswerForm.Words, "plain") { Description = "With --inject, whose hook it is: the form of the text.", HelpName = "runtime" };
        var debounce = new Option<string?>("--debounce") { Description = "Do nothing within so many milliseconds of the last check.", HelpName = "ms" };
        var command = new Command("check", "Take the mail that waits for you, oldest first") { agent, from, inject, urgent, runtime, debounce };
        return runner.Define(
            command,
            new CommandGuide("ov mail check", "ov mail check --json", "ov mail check --inject --agent builder-1 --debounce 500")
            {
                Refusals = [ErrorCode.Identity, ErrorCode.Fenced], SeeAlso = ["help mail", "help hooks"],
                Answer = () => MailJson.Default.CheckedMail, Daily = true, Rehearsable = true, OnlyMarksSeen = true,
                HookWhen = parse => parse.GetValue(inject),
                About = """
                    The messages count as read only when the output was written; if that fails, or this program dies before, they wait again.
                    With --inject they count as read at the same session's next hook call, so that what a dying session was shown comes back.
                    """,
            },
            (app, parse) =>
            {
                var caller = app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from));
                var window = MailDebounce.Parse(parse.GetValue(debounce));
                if (window is { } wait && MailDebounce.IsWithin(app, caller.MailName, wait))
                {
                    return Answer(app, caller, new CheckedMail(caller.MailName, 0, [], "") { Silent = true }, parse.GetValue(inject));
                }

                return parse.GetValue(inject)
                    ? Answer(app, caller, ForHook(app, caller, parse.GetValue(runtime)!, parse.GetValue(urgent)), inject: true)
                    : Answer(app, caller, MailChecker.Check(app, caller), inject: false);
            });
    }

    private static CheckedMail ForHook(OvApp app, Caller caller, string runtime, bool urgent)
    {
        var taken = MailChecker.CheckForHook(app, caller, urgent);
        return taken with { Text = HookContext.Of(runtime, urgent ? HookMoment.AfterTool : HookMoment.Prompt, taken.Text) };
    }

    private static CommandResult Answer(OvApp app, Caller caller, CheckedMail taken, bool inject) => CommandResult.Of(
        taken, () => MailJson.Default.CheckedMail,
        (mail, view) =>
        {
            if (mail.Count == 0 && !inject && !mail.Silent)
            {
                view.Hint("No new messages");
                return;
            }

            view.Raw(mail.Text);
        },
        afterWriting: written =>
        {
            if (!written)
            {
                MailChecker.NotShown(app, taken);
            }
            else if (inject)
            {
                MailChecker.ShownToSession(app, caller, taken);
            }
            else
            {
                MailChecker.Shown(app, taken);
            }
        });
}

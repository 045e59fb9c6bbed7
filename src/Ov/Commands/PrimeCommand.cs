using System.CommandLine;
using Ov.Cli;
using Ov.Core.Guarding;
using Ov.Core.Hooks;
using Ov.Core.Priming;

namespace Ov.Commands;

/// <summary><c>ov prime</c>: a session's context, for a hook at its start.</summary>
internal static class PrimeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Option<string?>("--agent") { Description = "The agent whose session it is (needs its secret).", HelpName = "agent" };
        var compact = new Option<bool>("--compact") { Description = "Only what changes: for a session that was told the rest." };
        var runtime = new ChoiceOption("--runtime", GuardAnswerForm.Words, "plain") { Description = "Whose hook it is: the form of the text.", HelpName = "runtime" };
        var domain = new Option<string[]>("--domain") { Description = "Also tell the best lessons of this domain; repeat for several.", HelpName = "domain" };
        var command = new Command("prime", "Print what a session has to know: assignment, state, what needs it") { agent, compact, domain, runtime };
        return runner.Define(
            command,
            new CommandGuide("ov prime", "ov prime --agent builder-1 --compact", "ov prime --domain exporters")
            {
                Answer = () => PrimeJson.Default.PrimeContext, SeeAlso = ["log", "mail check", "note lesson", "help hooks"], Hook = true,
                About = "Reads the ledger only; writes nothing and asks git nothing. An agent is also told the lessons that fit its files and its task.",
            },
            (app, parse) => CommandResult.Of(
                Primer.For(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(compact), parse.GetValue(domain)), PrimeJson.Default.PrimeContext,
                (prime, view) => view.Raw(HookContext.Of(parse.GetValue(runtime)!, HookMoment.SessionStart, prime.Context))));
    }
}

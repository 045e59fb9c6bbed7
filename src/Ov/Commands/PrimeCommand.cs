using System.CommandLine;
using Ov.Cli;
using Ov.Core.Priming;

namespace Ov.Commands;

/// <summary><c>ov prime</c>: a session's context, for a hook at its start.</summary>
internal static class PrimeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Option<string?>("--agent") { Description = "The agent whose session it is (needs its secret).", HelpName = "agent" };
        var compact = new Option<bool>("--compact") { Description = "Only what changes: for a session that was told the rest." };
        var command = new Command("prime", "Print what a session has to know: assignment, state, what needs it") { agent, compact };
        return runner.Define(
            command,
            new CommandGuide("ov prime", "ov prime --agent builder-1 --compact") { Answer = () => PrimeJson.Default.PrimeContext, SeeAlso = ["log", "mail check", "help hooks"], Hook = true, About = "Reads the ledger only; writes nothing and asks git nothing." },
            (app, parse) => CommandResult.Of(
                Primer.For(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(compact)), PrimeJson.Default.PrimeContext,
                (prime, view) => view.Raw(prime.Context)));
    }
}

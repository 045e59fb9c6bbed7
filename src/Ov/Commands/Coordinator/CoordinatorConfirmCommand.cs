using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Proposing;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator confirm</c>: the person's word on what a coordinator at their desk proposes.</summary>
internal static class CoordinatorConfirmCommand
{
    public static Command Create(CommandRunner runner)
    {
        var number = new Argument<long?>("proposal") { Description = "Its number; without one, those that wait are listed.", Arity = ArgumentArity.ZeroOrOne };
        var refuse = new Option<bool>("--refuse") { Description = "Refuse it." };
        var reason = new Option<string?>("--reason") { Description = "Why, for the coordinator.", HelpName = "text" }.Completes(Candidate.Text);
        var command = new Command("confirm", "Confirm or refuse what a coordinator at your desk proposes") { number, refuse, reason };
        var guide = new CommandGuide("ov coordinator confirm")
        {
            Answer = () => CoordinatorJson.Default.ProposalsAnswer, Refusals = [ErrorCode.NotFound], Writes = true, SeeAlso = ["coordinator start"],
            About = "A coordinator started with --here changes nothing by itself: its command is kept here with the answer of its dry run. A confirmed one runs once, when the coordinator tries it again. "
                + "Only the operator confirms, from a terminal that no agent has.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            if (parse.GetValue(number) is { } asked)
            {
                var decided = Proposals.Decide(app, asked, !parse.GetValue(refuse), parse.GetValue(reason));
                return CommandResult.Of(new ProposalsAnswer([decided]), () => CoordinatorJson.Default.ProposalsAnswer, (_, view) => view.Ok(Words(decided)));
            }

            return parse.GetValue(refuse) || parse.GetValue(reason) is not null
                ? throw new OvException(ErrorCode.Usage, "Which proposal?", "'ov coordinator confirm' lists those that wait.")
                : CommandResult.Of(new ProposalsAnswer(Proposals.Pending(app)), () => CoordinatorJson.Default.ProposalsAnswer, Write);
        });
    }

    private static string Words(Proposal decided) => string.Create(
        CultureInfo.InvariantCulture, $"{(decided.State == ProposalState.Confirmed ? "Confirmed" : "Refused")} proposal {decided.Number}: ov {decided.Command}");

    private static void Write(ProposalsAnswer answer, TextView view)
    {
        if (answer.Proposals.Count == 0)
        {
            view.Line("Nothing waits to be confirmed.");
        }

        foreach (var proposal in answer.Proposals)
        {
            view.Heading(string.Create(CultureInfo.InvariantCulture, $"{proposal.Number}  {proposal.AgentName}: ov {proposal.Command}"));
            foreach (var line in proposal.Preview.Split('\n'))
            {
                view.Line($"  {line}");
            }
        }

        if (answer.Proposals.Count > 0)
        {
            view.Hint("ov coordinator confirm <number>, or --refuse --reason \"...\"");
        }
    }
}

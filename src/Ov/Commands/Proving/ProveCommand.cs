using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Ledger;
using Ov.Core.Proving;

namespace Ov.Commands.Proving;

/// <summary><c>ov prove</c>: holds a history against the receipts of its landings.</summary>
internal static class ProveCommand
{
    public static Command Create(CommandRunner runner)
    {
        var range = new Argument<string?>("range") { Description = "A branch or a range; else the run's target with all that landed on it.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Branch);
        var strict = new Option<bool>("--strict") { Description = "Commits without a receipt count as failures too." };
        return runner.Define(
            new Command("prove", "Check a history against the receipts of what landed") { range, strict },
            new CommandGuide("ov prove", "ov prove HEAD~1..HEAD --json")
            {
                Answer = () => ProvingJson.Default.ProveAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["why", "merge", "help merging"],
                About = "Each landing notes a receipt on its commit (refs/notes/overstory): tree, parents, gates and the hashes of their verdicts, sealed by the hash of its own content. Checking needs only the repository. "
                    + "Without a range it also says which landings of the ledger the target has lost. Exit 1 when a receipt is false or a landing is missing.",
            },
            (app, parse) =>
            {
                var answer = ProveAnswer.Of(Proof.Of(app, parse.GetValue(range)));
                var failed = answer.False + answer.Missing + (parse.GetValue(strict) ? answer.Unproved : 0);
                return CommandResult.Of(answer, () => ProvingJson.Default.ProveAnswer, Write, failed > 0 ? ErrorCode.Failed.Exit : 0);
            });
    }

    private static void Write(ProveAnswer answer, TextView view)
    {
        view.Table(
            ["STATE", "COMMIT", "MERGE", "SUBJECT", "WHY"],
            answer.Items.Select(item => new[] { item.State.Word(), item.Commit?[..12] ?? "", item.MergeId ?? "", item.Subject, item.State == ProofState.Unproved ? "" : item.Reason ?? "" }), "MERGE");
        view.Line($"{answer.Range}: {answer.Proved} proved, {answer.Rewritten} rewritten, {answer.Unproved} without a receipt, {answer.False} false, {answer.Missing} missing");
    }
}

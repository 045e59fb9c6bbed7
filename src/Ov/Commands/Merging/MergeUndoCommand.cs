using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary><c>ov merge undo</c>: takes one landing back, also when others came after it.</summary>
internal static class MergeUndoCommand
{
    public static Command Create(CommandRunner runner)
    {
        var entry = new Argument<string?>("merge") { Description = "A merge's id or a branch; else the last landing on the run's target.", Arity = ArgumentArity.ZeroOrOne };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be taken back; change nothing." };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now." };
        return runner.Define(
            new Command("undo", "Take one landing back, also when others came after it") { entry, dryRun, trust },
            new CommandGuide("ov merge undo --dry-run")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["undo", "help merging"],
                Answer = () => MergeJson.Default.UndoAnswer, Writes = true,
                About = "Like 'ov undo', which takes the last landing back. One that others followed is reverted by a commit, which is built, gated and landed like any other; "
                    + "where a later landing changed the same lines it is refused. Operator only.",
            },
            (app, parse, stop) =>
            {
                var found = parse.GetValue(entry) is { } text ? app.Ledger.Read(sql => MergeFinder.Require(sql, text)) : null;
                return Task.FromResult(UndoCommand.Undo(app, found?.Target, found?.Id, parse.GetValue(dryRun), parse.GetValue(trust), stop));
            });
    }
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Groups;

namespace Ov.Commands.Groups;

/// <summary><c>ov group status</c>: of one group, or of every active one. Reading closes nothing.</summary>
internal static class GroupStatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var group = new Argument<string?>("group") { Description = "Name or id; else every active group.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "Show how far groups are") { group, GroupArguments.SkipValidation() };
        var guide = new CommandGuide("ov group status", "ov group status login --json")
        {
            Refusals = [ErrorCode.NotFound],
            Answer = () => GroupJson.Default.GroupStatusAnswer, AlsoAnswers = [new("for one group", () => GroupJson.Default.GroupStatusItem)],
        };
        return runner.Define(command, guide, (app, parse) =>
            parse.GetValue(group) is { } text
                ? CommandResult.Of(app.Ledger.Read(sql => GroupStatusItem.Of(sql, GroupResolver.Require(sql, text))), () => GroupJson.Default.GroupStatusItem, GroupView.One)
                : CommandResult.Of(
                    app.Ledger.Read(sql => new GroupStatusAnswer(
                        [.. GroupStore.All(sql).Where(one => one.State == GroupState.Active).Select(one => GroupStatusItem.Of(sql, one))])),
                    () => GroupJson.Default.GroupStatusAnswer, GroupView.All));
    }
}

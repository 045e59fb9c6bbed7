using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Groups;

namespace Ov.Commands.Groups;

/// <summary><c>ov group add</c>.</summary>
internal static class GroupAddCommand
{
    public static Command Create(CommandRunner runner)
    {
        var group = GroupArguments.Group();
        var tasks = GroupArguments.Tasks();
        var command = new Command("add", "Put tasks into a group; a completed one is active again") { group, tasks, GroupArguments.SkipValidation() };
        return runner.Define(command, new CommandGuide("ov group add login 5 7") { Answer = () => GroupJson.Default.GroupItem, Refusals = [ErrorCode.NotFound], Writes = true }, (app, parse) =>
        {
            var caller = app.Caller;
            var changed = app.Ledger.Write(tx => GroupItem.Of(tx.Sql, GroupMembers.Add(
                tx, caller, GroupResolver.Require(tx.Sql, parse.GetValue(group)!), GroupArguments.Find(app, tx.Sql, parse.GetValue(tasks)!))));
            return CommandResult.Of(changed, () => GroupJson.Default.GroupItem, GroupView.Changed);
        });
    }
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Groups;

namespace Ov.Commands.Groups;

/// <summary><c>ov group remove</c>.</summary>
internal static class GroupRemoveCommand
{
    public static Command Create(CommandRunner runner)
    {
        var group = GroupArguments.Group();
        var tasks = GroupArguments.Tasks();
        var command = new Command("remove", "Take tasks out of a group; the tasks stay") { group, tasks, GroupArguments.SkipValidation() };
        return runner.Define(command, new CommandGuide("ov group remove login 4") { Answer = () => GroupJson.Default.GroupItem, Refusals = [ErrorCode.NotFound], Writes = true }, (app, parse) =>
        {
            var caller = app.Caller;
            var changed = app.Ledger.Write(tx => GroupItem.Of(tx.Sql, GroupMembers.Remove(
                tx, caller, GroupResolver.Require(tx.Sql, parse.GetValue(group)!), GroupArguments.Find(app, tx.Sql, parse.GetValue(tasks)!))));
            return CommandResult.Of(changed, () => GroupJson.Default.GroupItem, GroupView.Changed);
        });
    }
}

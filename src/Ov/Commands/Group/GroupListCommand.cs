using System.CommandLine;
using Ov.Cli;
using Ov.Core.Groups;

namespace Ov.Commands.Groups;

/// <summary><c>ov group list</c>: completed ones too.</summary>
internal static class GroupListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("list", "List all groups, completed ones too");
        return runner.Define(command, new CommandGuide("ov group list", "ov group list --json") { Answer = () => GroupJson.Default.GroupListAnswer }, (app, _) => CommandResult.Of(
            app.Ledger.Read(sql => new GroupListAnswer([.. GroupStore.All(sql).Select(group => GroupItem.Of(sql, group))])),
            () => GroupJson.Default.GroupListAnswer, GroupView.List));
    }
}

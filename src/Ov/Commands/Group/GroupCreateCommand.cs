using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Groups;

namespace Ov.Commands.Groups;

/// <summary><c>ov group create</c>.</summary>
internal static class GroupCreateCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("name") { Description = "What it is called." }.Completes(Candidate.Text);
        var tasks = GroupArguments.Tasks();
        var command = new Command("create", "Group tasks that are finished together") { name, tasks, GroupArguments.SkipValidation() };
        var guide = new CommandGuide("ov group create release 2 3", "ov group create release task-k3v9q2mz --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NameTaken], SeeAlso = ["help tasks"],
            Answer = () => GroupJson.Default.GroupItem,
            Writes = true, About = "It completes itself in the moment in which its last task is closed or canceled, and tells whoever made it.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.Caller;
            var group = app.Ledger.Write(tx => GroupItem.Of(
                tx.Sql, GroupMaker.Make(tx, caller, parse.GetValue(name)!, GroupArguments.Find(app, tx.Sql, parse.GetValue(tasks)!))));
            return CommandResult.Of(group, () => GroupJson.Default.GroupItem, GroupView.Changed);
        });
    }
}

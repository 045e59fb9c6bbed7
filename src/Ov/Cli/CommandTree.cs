using System.CommandLine;
using Ov.Commands;
using Ov.Commands.Groups;
using Ov.Commands.Runs;
using Ov.Commands.Specs;
using Ov.Commands.Tasks;
using Ov.Commands.Tokens;
using Ov.Commands.Mail;
using Ov.Commands.Merging;
using Ov.Commands.Worktrees;

namespace Ov.Cli;

/// <summary>The whole command line. One line a noun; order here is the order of help.</summary>
internal static class CommandTree
{
    /// <summary>
    /// A plain command, not the library's root: that one brings options whose descriptions come from its resources, and opening those
    /// takes longer than building the rest of the tree.
    /// </summary>
    public static Command Create(CommandRunner runner)
    {
        var root = new Command("ov", "Turns a repository and any coding-agent CLIs into a team over one local ledger.");
        foreach (var option in runner.Options.All)
        {
            root.Options.Add(option);
        }

        root.Subcommands.Add(InitCommand.Create(runner));
        root.Subcommands.Add(RunCommands.Create(runner));
        root.Subcommands.Add(TaskCommands.Create(runner));
        root.Subcommands.Add(GroupCommands.Create(runner));
        root.Subcommands.Add(SpecCommands.Create(runner));
        root.Subcommands.Add(TokenCommands.Create(runner));
        root.Subcommands.Add(MailCommands.Create(runner));
        root.Subcommands.Add(StatusCommand.Create(runner));
        root.Subcommands.Add(LogCommand.Create(runner));
        root.Subcommands.Add(PrimeCommand.Create(runner));
        root.Subcommands.Add(ShowCommand.Create(runner));
        root.Subcommands.Add(MergeCommand.Create(runner));
        root.Subcommands.Add(UndoCommand.Create(runner));
        root.Subcommands.Add(WorktreeCommands.Create(runner));
        root.Subcommands.Add(WatchCommand.Create(runner));
        root.Subcommands.Add(DoctorCommand.Create(runner));
        root.Subcommands.Add(DemoCommand.Create(runner));
        root.Subcommands.Add(ScriptedCommand.Create(runner));
        root.Subcommands.Add(SlingCommand.Create(runner));
        root.Subcommands.Add(StopCommand.Create(runner));
        root.Subcommands.Add(NudgeCommand.Create(runner));
        root.Subcommands.Add(WaitCommand.Create(runner));
        root.Subcommands.Add(HostCommand.Create(runner));
        root.Subcommands.Add(VersionCommand.Create(runner));
        root.Subcommands.Add(HelpCommand.Create(runner));

        var page = new HelpPage(runner);
        root.Options.Add(new Option<bool>("--help", "-h", "-?") { Description = "Show help for a command.", Recursive = true, Action = page });
        root.Options.Add(new Option<bool>("--version", "-v") { Description = "Print the version.", Action = VersionCommand.AsOption(runner) });
        root.SetAction(_ =>
        {
            page.WriteRoot(root, runner.Environment.Out, everything: false);
            return 0;
        });
        return root;
    }
}

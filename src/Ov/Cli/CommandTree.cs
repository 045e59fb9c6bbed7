using System.CommandLine;
using Ov.Cli.Help;
using Ov.Commands;
using Ov.Commands.Cleaning;
using Ov.Commands.Completion;
using Ov.Commands.Configs;
using Ov.Commands.Coordinators;
using Ov.Commands.Gates;
using Ov.Commands.Groups;
using Ov.Commands.Hooks;
using Ov.Commands.Proving;
using Ov.Commands.Reviewing;
using Ov.Commands.Runs;
using Ov.Commands.Runtimes;
using Ov.Commands.Scopes;
using Ov.Commands.Specs;
using Ov.Commands.Tasks;
using Ov.Commands.Telemetry;
using Ov.Commands.Tokens;
using Ov.Commands.Mail;
using Ov.Commands.Merging;
using Ov.Commands.Notes;
using Ov.Commands.Worktrees;

namespace Ov.Cli;

/// <summary>The whole command line. One line a noun; order here is the order of help.</summary>
internal static class CommandTree
{
    private static readonly (string Word, Func<CommandRunner, Command> Make)[] Nouns =
    [
        ("init", InitCommand.Create),
        ("update", UpdateCommand.Create),
        ("run", RunCommands.Create),
        ("task", TaskCommands.Create),
        ("group", GroupCommands.Create),
        ("spec", SpecCommands.Create),
        ("note", NoteCommands.Create),
        ("token", TokenCommands.Create),
        ("mail", MailCommands.Create),
        ("scope", ScopeCommands.Create),
        ("status", StatusCommand.Create),
        ("dashboard", DashboardCommand.Create),
        ("agents", AgentsCommand.Create),
        ("inspect", InspectCommand.Create),
        ("search", SearchCommand.Create),
        ("feed", FeedCommand.Create),
        ("trace", TraceCommand.Create),
        ("replay", ReplayCommand.Create),
        ("errors", ErrorsCommand.Create),
        ("logs", LogsCommand.Create),
        ("costs", CostsCommand.Create),
        ("metrics", MetricsCommand.Create),
        ("telemetry", TelemetryCommands.Create),
        ("log", LogCommand.Create),
        ("guard", GuardCommand.Create),
        ("prime", PrimeCommand.Create),
        ("hooks", HooksCommands.Create),
        ("show", ShowCommand.Create),
        ("review", ReviewCommands.Create),
        ("gate", GateCommands.Create),
        ("merge", MergeCommand.Create),
        ("undo", UndoCommand.Create),
        ("why", WhyCommand.Create),
        ("prove", ProveCommand.Create),
        ("worktree", WorktreeCommands.Create),
        ("clean", CleanCommand.Create),
        ("watch", WatchCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("demo", DemoCommand.Create),
        ("scripted", ScriptedCommand.Create),
        ("coordinator", CoordinatorCommands.Create),
        ("orchestrator", CoordinatorCommands.CreateOrchestrator),
        ("monitor", CoordinatorCommands.CreateMonitor),
        ("sling", SlingCommand.Create),
        ("discover", DiscoverCommand.Create),
        ("stop", StopCommand.Create),
        ("runtime", RuntimeCommands.Create),
        ("nudge", NudgeCommand.Create),
        ("compact", CompactCommand.Create),
        ("wait", WaitCommand.Create),
        ("attach", AttachCommand.Create),
        ("detach", DetachCommand.Create),
        ("host", HostCommand.Create),
        ("notify", NotifyCommand.Create),
        ("mcp", McpCommand.Create),
        (SchemaCommand.Word, SchemaCommand.Create),
        ("config", ConfigCommands.Create),
        ("completions", CompletionsCommands.Create),
        ("complete", CompleteCommand.Create),
        ("version", VersionCommand.Create),
        (HelpCommand.Word, HelpCommand.Create),
    ];

    /// <summary>
    /// A plain command, not the library's root: that one brings options whose descriptions come from its resources, and opening those
    /// takes longer than building the rest of the tree.
    /// </summary>
    /// <param name="only">The first word of the command line: when it is a noun, only that branch is built. Help shows them all.</param>
    public static Command Create(CommandRunner runner, string? only = null)
    {
        var root = new Command("ov", "Turns a repository and any coding-agent CLIs into a team over one local ledger.");
        foreach (var option in runner.Options.All)
        {
            root.Options.Add(option);
        }

        var wanted = Array.FindIndex(Nouns, noun => noun.Word == only && !NeedsAll(noun.Word));
        foreach (var (_, make) in wanted < 0 ? Nouns : Nouns.AsSpan(wanted, 1))
        {
            root.Subcommands.Add(make(runner));
        }

        var screen = new HelpPage(runner, whole: false);
        root.Options.Add(new Option<bool>("-h", "-?") { Description = "Show one screen of help, examples first.", Recursive = true, Action = screen });
        root.Options.Add(new Option<bool>("--help") { Description = "Show the whole guide.", Recursive = true, Action = new HelpPage(runner, whole: true) });
        root.Options.Add(new Option<bool>("--version", "-v") { Description = "Print the version.", Action = VersionCommand.AsOption(runner) });
        root.SetAction(screen.Invoke);
        return root;
    }

    /// <summary>Commands that speak of the others.</summary>
    public static bool NeedsAll(string word) => word is HelpCommand.Word or SchemaCommand.Word;

    /// <summary>Every visible command that can be run, in the order of the tree.</summary>
    public static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => (c.Action is null ? [] : new[] { c }).Concat(Leaves(c)));
}

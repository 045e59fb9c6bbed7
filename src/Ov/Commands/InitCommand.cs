using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core;
using Ov.Core.Adopting;
using Ov.Core.Config;
using Ov.Core.Processes;
using Ov.Core.Projects;
using Ov.Core.Runtimes;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov init</c>: makes a project of this repository; commits nothing.</summary>
internal static class InitCommand
{
    /// <summary>Overstory's switches for companions that ov never installs: taken, and true by nature.</summary>
    private static readonly string[] OverstorySkips = ["--skip-mulch", "--skip-seeds", "--skip-canopy", "--skip-onboard"];

    public static Command Create(CommandRunner runner)
    {
        var name = new Option<string?>("--name") { Description = "What people call the project; else the folder's name.", HelpName = "name" }.Completes(Candidate.Text);
        var check = new Option<string?>("--check") { Description = "The command that must pass before work lands; else one is guessed. \"\" for none.", HelpName = "command" };
        var tokenFile = new Option<string?>("--token-file") { Description = "Write a first operator token to this new file (for scripts and CI).", HelpName = "path" };
        var policy = new Option<string?>("--policy-from") { Description = "Take the settings from this commit, whatever the working tree says (for CI).", HelpName = "ref" };
        var force = new Option<bool>("--force") { Description = "In an initialised project: write our files that are missing. Edits nothing." };
        var noAdopt = new Option<bool>("--no-adopt") { Description = "Leave what Overstory kept in .overstory/ alone." };
        var adoptRunning = new Option<bool>("--adopt-running") { Description = "Import what Overstory kept even while its agents work." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be done." };
        var test = new Option<bool>("--test") { Description = "Make a ledger that obeys the tests' clock and ids.", Hidden = true };
        var tools = new Option<string?>("--tools") { Description = "Overstory's; nothing to install here.", Hidden = true };
        var command = new Command("init", "Make a project of this repository: a ledger and a few files; commits nothing") { name, check, tokenFile, policy, force, noAdopt, adoptRunning, dryRun, test, tools };
        foreach (var skip in OverstorySkips)
        {
            command.Options.Add(new Option<bool>(skip) { Hidden = true });
        }

        var guide = new CommandGuide("ov init", "ov init --check \"make test\"", "ov init --yes --token-file ../ov-token --json")
        {
            Refusals = [ErrorCode.State, ErrorCode.UnsafeStorage], SeeAlso = ["doctor", "sling", "help start"],
            Answer = () => InitJson.Default.InitAnswer, Daily = true,
            About = "The ledger goes into the git folder that all worktrees share; .overstory/ gets a config.yaml, a .gitignore and the texts of the roles to commit.\n"
                + "A second init changes nothing. A check command runs only once the operator has approved exactly its text on this machine.\n"
                + "In a project of Overstory's, its runs, agents, mail, merge queue, groups and specs are imported once, after a copy was taken; see docs/from-overstory.md.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var file = parse.GetValue(tokenFile) is { } path ? Path.GetFullPath(path, app.Environment.WorkingDirectory) : null;
            var draft = new ProjectDraft(parse.GetValue(name), parse.GetValue(check), file, parse.GetValue(test), parse.GetValue(force), parse.GetValue(policy))
            {
                Adoption = parse.GetValue(noAdopt) ? AdoptionMode.None : parse.GetValue(adoptRunning) ? AdoptionMode.Running : AdoptionMode.Quiet,
                Confirm = parse.GetValue(dryRun) ? null : Asking(app),
            };
            var made = ProjectMaker.Make(app, draft, parse.GetValue(dryRun));
            return CommandResult.Of(Answer(app, made, file, parse.GetValue(dryRun), parse.GetValue(tools)), () => InitJson.Default.InitAnswer, InitView.Write);
        });
    }

    /// <summary>Who may confirm the guess: <c>--yes</c>, or a person at a terminal.</summary>
    private static Func<string, string?>? Asking(OvApp app)
    {
        if (app.Options.Yes)
        {
            return guess => guess;
        }

        var environment = app.Environment;
        if (!environment.InIsTerminal || !environment.ErrorIsTerminal || app.Options.Json)
        {
            return null;
        }

        return guess =>
        {
            environment.Error.Write($"Check that must pass before work lands: {VisibleText.OneLine(guess)}\n[Enter] takes it, 'n' takes none, or type another command: ");
            return environment.In.ReadLine()?.Trim() switch
            {
                null or "" or "y" or "yes" => guess,
                "n" or "no" => null,
                var typed => typed,
            };
        };
    }

    private static InitAnswer Answer(OvApp app, MadeProject made, string? tokenFile, bool dryRun, string? tools)
    {
        var variables = app.Environment.Variables;
        List<string> notes = [.. made.Notes];
        if (tools is not null)
        {
            notes.Add("--tools names Overstory's companions; ov needs none of them, so nothing was installed.");
        }

        return new InitAnswer(
            made.Name, made.Root, made.Ledger, dryRun, new InitTools(new InitTool(made.IsNew ? "initialized" : "already_initialized", ".overstory")),
            made.Written, made.Check is null ? null : new InitCheck(made.Check, made.CheckWasGuessed, made.CheckApproved), made.Untrusted,
            KnownAgentPrograms.OnPath(variables), dryRun && made.IsNew ? KnownAgentPrograms.Default(variables) : app.Config.Setting(ConfigKeys.RuntimeDefault).Found, Limits(app.Config), OtherPrograms.NamedOv(variables, app.Project.Files.Folder), tokenFile, false,
            "skipped", made.Written.Count > 0 ? "git add .overstory && git commit -m \"Set up ov\"" : null, notes, made.Adoption);
    }

    /// <summary>A broken limit is named among the notes; here its default stands.</summary>
    private static InitLimits Limits(OvConfig config) => new(
        config.Setting(ConfigKeys.MaxConcurrent).Found, config.Setting(ConfigKeys.MaxDepth).Found, config.Setting(ConfigKeys.MaxAgentsPerLead).Found,
        config.Setting(ConfigKeys.MaxSessionsPerRun).Found);
}

internal sealed record InitTool(string Status, string Path);

internal sealed record InitTools(InitTool Overstory);

internal sealed record InitCheck(string Command, bool Guessed, bool Approved);

internal sealed record InitLimits(int MaxConcurrent, int MaxDepth, int MaxAgentsPerLead, int MaxSessionsPerRun);

/// <summary>Overstory's fields first where they fit.</summary>
internal sealed record InitAnswer(
    string Project, string Root, string Ledger, bool DryRun, InitTools Tools, IReadOnlyList<string> Written, InitCheck? Check,
    IReadOnlyList<string> Untrusted, IReadOnlyList<string> Runtimes, string DefaultRuntime, InitLimits Limits, IReadOnlyList<string> OtherOv, string? TokenFile,
    bool ScaffoldCommitted, string Gitattributes, string? Next, IReadOnlyList<string> Notes, AdoptionReport? Adoption);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InitAnswer))]
internal sealed partial class InitJson : JsonSerializerContext;

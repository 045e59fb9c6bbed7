using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree env [name]</c>: the variables that belong to a worktree.</summary>
internal static class WorktreeEnvCommand
{
    public static Command Create(CommandRunner runner)
    {
        var which = new Argument<string?>("worktree") { Description = "An agent, name, path or branch; else the one that holds the working directory.", Arity = ArgumentArity.ZeroOrOne };
        var shell = new Option<bool>("--shell") { Description = "As export lines for a POSIX shell." };
        return runner.Define(
            new Command("env", "Print the ports and variables of a worktree") { which, shell },
            new CommandGuide("ov worktree env builder-1", "ov worktree env builder-1 --shell", "ov worktree env spike-login --json")
            {
                Answer = () => WorktreeJson.Default.WorktreeEnvAnswer, Refusals = [ErrorCode.NotFound],
                About = "These are the paths, the ports and what env: configures; an agent's secret is not among them. Values are printed as they are, so mind who reads them. In a shell: eval \"$(ov worktree env --shell)\".\n"
                    + $"Placeholders in env: {string.Join("; ", EnvTemplate.Placeholders.Select(p => $"{{{p.Name}}} {p.Meaning}"))}; {{port0}} and so on its ports; {{{{ a brace.",
            },
            (app, parse) =>
            {
                var asShell = parse.GetValue(shell);
                var worktree = parse.GetValue(which) is { } name ? WorktreeFinder.Require(app, name) : CurrentWorktree.RequireRecord(app);
                var place = app.Ledger.Read(sql => WorktreePlace.Of(sql, worktree));
                var variables = WorktreeVariables.Of(app, place).Select(v => new WorktreeVariable(v.Key, v.Value)).ToList();
                return CommandResult.Of(
                    new WorktreeEnvAnswer(place.Name, place.Path, variables), () => WorktreeJson.Default.WorktreeEnvAnswer, (answer, view) => WorktreeView.WriteEnv(answer, asShell, view));
            });
    }
}

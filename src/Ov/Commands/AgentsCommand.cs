using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov agents</c>: who there is; <c>ov agents discover</c> is Overstory's name for it.</summary>
internal static class AgentsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = Define(runner, new Command("agents", "List agents with what they do and the evidence for it"));
        command.Subcommands.Add(Define(runner, new Command("discover", "List agents") { Hidden = true }));
        return command;
    }

    private static Command Define(CommandRunner runner, Command command)
    {
        var role = new Option<string?>("--capability", "--role") { Description = "Only of this role.", HelpName = "role" };
        var all = new Option<bool>("--all") { Description = "Also those that have ended." };
        var state = new Option<string[]>("--state") { Description = "Only those seen in this state, such as idle or limited; repeat for several.", HelpName = "state" }.Completes(() => SnakeCase.Words<SeenState>());
        var roles = new Option<bool>("--roles") { Description = "Also the roles that you may start, with what they do and cost." };
        var limit = NoteOptions.Limit(200);
        foreach (var option in new Option[] { role, all, state, roles, limit })
        {
            command.Options.Add(option);
        }

        return runner.Define(
            command,
            new CommandGuide("ov agents", "ov agents --capability builder --state idle --state waiting", "ov agents --roles", "ov agents --all --json")
            {
                Answer = () => InspectJson.Default.AgentList, Refusals = [ErrorCode.NotFound], About = "Live ones, of all runs unless --run names one. More about one: ov inspect <agent>.",
            },
            (app, parse) =>
            {
                var query = new AgentQuery(parse.GetValue(role), parse.GetValue(all) || (parse.GetValue(state) ?? []).Any(HasEnded), [.. (parse.GetValue(state) ?? []).Select(StateOf)], NoteOptions.Positive(parse.GetValue(limit)));
                var now = app.Ledger.Now;
                return CommandResult.Of(AgentList.For(app, query) with { Roles = parse.GetValue(roles) ? RoleItem.Startable(app) : null }, () => InspectJson.Default.AgentList, (list, view) => Write(list, now, view));
            });
    }

    /// <summary>Who asks for a state that only ended agents are in wants to see them.</summary>
    private static bool HasEnded(string word) => StateOf(word) is SeenState.Zombie or SeenState.Stopped or SeenState.Completed or SeenState.Failed or SeenState.Replaced;

    private static SeenState StateOf(string word) => SnakeCase.TryParse<SeenState>(word.ToLowerInvariant().Replace('-', '_'), out var state)
        ? state
        : throw new OvException(
            ErrorCode.Usage, $"--state cannot be '{VisibleText.OneLine(word)}'.{Nearest.Sentence(word, SnakeCase.Words<SeenState>())}", $"It is one of: {string.Join(", ", SnakeCase.Words<SeenState>())}.");

    private static void Write(AgentList list, DateTimeOffset now, TextView view)
    {
        WriteAgents(list, now, view);
        if (list.Roles is not { } roles)
        {
            return;
        }

        view.Line();
        view.Hint(roles.Count == 0 ? "You may start nobody" : "You may start:");
        view.Table(["ROLE", "COST", "AT ONCE", "IT"], roles.Select(role => new[]
        {
            role.Name, role.Cost.Word(), role.MaxConcurrency.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{string.Join("; ", role.Skills)}{(role.Model is { } model ? $" ({model})" : "")}",
        }));
        foreach (var role in roles.Where(role => role.Description.Length > 0))
        {
            view.Line($"{role.Name}: {role.Description}");
        }
    }

    private static void WriteAgents(AgentList list, DateTimeOffset now, TextView view)
    {
        if (list.Total == 0)
        {
            view.Hint("No agents");
            view.Hint("Start one: ov sling \"What is to be done\"");
            return;
        }

        view.Table(
            ["NAME", "ROLE", "STATE", "SINCE", "RUN", "TASK", "MAIL", "BRANCH"],
            list.Agents.Select(agent => new[]
            {
                agent.AgentName, agent.Capability, agent.State.Word(), Age.Of(now - agent.Since), agent.RunName,
                agent.TaskNumber is { } number ? $"#{number}" : "", agent.UnreadMail == 0 ? "" : agent.UnreadMail.ToString(System.Globalization.CultureInfo.InvariantCulture),
                agent.BranchName ?? "",
            }));
        if (list.More)
        {
            view.Hint($"{list.Total} shown, older ones exist: --limit");
        }
    }
}

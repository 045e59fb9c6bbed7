using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Costs;
using Ov.Core.Ledger;

namespace Ov.Commands;

/// <summary><c>ov costs</c>: tokens and money.</summary>
internal static class CostsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var by = new ChoiceOption("--by", SnakeCase.Words<CostBy>(), CostBy.Agent.Word()) { Description = "Add up by this.", HelpName = "what" };
        var byRole = new Option<bool>("--by-capability") { Description = "Overstory's word for --by role.", Hidden = true };
        var agent = new Option<string?>("--agent") { Description = "Only of this agent: by name all its incarnations.", HelpName = "agent" }.Completes(Candidate.Agent);
        var role = new Option<string?>("--capability", "--role") { Description = "Only of this role.", HelpName = "role" }.Completes(Candidate.Role);
        var task = new Option<string?>("--task", "--bead") { Description = "Only of this task.", HelpName = "task" }.Completes(Candidate.Task);
        var (since, until) = (EventOptions.Since(), EventOptions.Until());
        var live = new Option<bool>("--live") { Description = "Only of agents that have not ended, with what the last ten minutes used." };
        var limit = new Option<int>("--limit", "--last") { Description = "At most so many rows (20).", HelpName = "n", DefaultValueFactory = _ => 20 };
        var command = new Command("costs", "Show what agents used: tokens and money") { by, byRole, agent, role, task, since, until, live, limit };
        var guide = new CommandGuide("ov costs", "ov costs --by model --since 1d", "ov costs --by task --run run-2", "ov costs --live --json")
        {
            Answer = () => CostJson.Default.CostReport, Refusals = [ErrorCode.NotFound], SeeAlso = ["agents", "inspect"],
            About = "Every count is the runtime's own, turn by turn, and so is the money where it tells any. Where it does not, the list price of its model on the day of use gives an estimate, kept apart in JSON and marked ~ here; 'prices' in the settings goes before the built-in list.\nThe dearest first. Of all runs unless --run names one; days are UTC.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var query = new CostQuery(
                parse.GetValue(byRole) ? CostBy.Role : SnakeCase.Parse<CostBy>(parse.GetValue(by)!), parse.GetValue(agent), parse.GetValue(role), parse.GetValue(task),
                parse.GetValue(since), parse.GetValue(until), parse.GetValue(live), NoteOptions.Positive(parse.GetValue(limit)));
            return CommandResult.Of(CostReader.Read(app, query), () => CostJson.Default.CostReport, Write);
        });
    }

    private static void Write(CostReport report, TextView view)
    {
        if (report.Total == 0)
        {
            view.Hint("No usage recorded");
            return;
        }

        view.Table(
            [report.By.ToUpperInvariant(), "TURNS", "INPUT", "OUTPUT", "CACHE READ", "CACHE WRITE", "COST"],
            [.. report.Rows.Select(row => Cells(row.Name, row.Used)), .. report.Total > 1 || report.More ? [Cells("all", report.Totals)] : Array.Empty<string[]>()]);
        if (report.Burn is { } burn)
        {
            view.Line($"Last ten minutes: {CostWords.Number(burn.TokensPerMinute)} tokens a minute{(CostWords.Spent(burn.CostUsdPerMinute, burn.EstimatedUsdPerMinute) is { } cost ? $", {cost} a minute" : "")}");
        }

        if (report.Totals.EstimatedUsd is not null)
        {
            view.Hint("~ holds estimates by list prices, where a runtime tells no money");
        }

        if (report.Totals.UnpricedTokens > 0)
        {
            view.Hint($"{CostWords.Number(report.Totals.UnpricedTokens)} tokens are without money: their runtime tells no figure, and their model has no list price; 'prices' in the settings gives it one");
        }

        if (report.More)
        {
            view.Hint($"{report.Total} shown, there are more: --limit");
        }
    }

    private static string[] Cells(string name, CostSum used) =>
        [name, CostWords.Number(used.Turns), CostWords.Number(used.InputTokens), CostWords.Number(used.OutputTokens), CostWords.Number(used.CacheReadTokens), CostWords.Number(used.CacheWriteTokens), CostWords.Spent(used) ?? "-"];
}

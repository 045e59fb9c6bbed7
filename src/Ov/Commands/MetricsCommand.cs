using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Costs;

namespace Ov.Commands;

/// <summary><c>ov metrics</c>: how agents fared.</summary>
internal static class MetricsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var since = new Option<string?>("--since") { Description = "Only agents started since: 10m, 2h, 1d ago, today, or an ISO time.", HelpName = "time" };
        var until = new Option<string?>("--until") { Description = "Only agents started until then, in the same forms.", HelpName = "time" };
        var last = new Option<int>("--last", "--limit") { Description = "So many sessions one by one (20).", HelpName = "n", DefaultValueFactory = _ => 20 };
        var command = new Command("metrics", "Show how agents fared: turns, durations, success, tokens") { since, until, last };
        var guide = new CommandGuide("ov metrics", "ov metrics --since 1d --json", "ov metrics --run run-1 --last 50")
        {
            Answer = () => CostJson.Default.MetricsReport, Refusals = [ErrorCode.NotFound], SeeAlso = ["costs", "agents", "errors"],
            About = "By role, by runtime, then the newest sessions. Success is completed of those that completed, failed or died; who was stopped counts for\nneither. Turns are of the newest 5,000; tokens and money are the runtimes' own figures.",
        };
        return runner.Define(command, guide, (app, parse) =>
            CommandResult.Of(MetricsReader.Read(app, parse.GetValue(since), parse.GetValue(until), NoteOptions.Positive(parse.GetValue(last))), () => CostJson.Default.MetricsReport, Write));
    }

    private static void Write(MetricsReport report, TextView view)
    {
        if (report.Total == 0)
        {
            view.Hint("No agent was started");
            return;
        }

        Sums("ROLE", report.ByRole, view);
        view.Line();
        Sums("RUNTIME", report.ByRuntime, view);
        view.Line();
        view.Table(
            ["AGENT", "ROLE", "STATE", "TASK", "TURNS", "TIME", "INPUT", "OUTPUT", "COST"],
            report.Sessions.Select(one => (IReadOnlyList<string>)
            [
                one.AgentName, one.Capability, one.State, one.TaskNumber is { } task ? $"#{task}" : "-", CostWords.Number(one.Turns), EventView.Took(one.DurationMs),
                CostWords.Number(one.InputTokens), CostWords.Number(one.OutputTokens), CostWords.Spent(one.CostUsd, one.EstimatedUsd) ?? "-",
            ]), "ROLE", "INPUT", "OUTPUT");
        if (report.More)
        {
            view.Hint($"{report.Total} shown, there are more: --last");
        }
    }

    private static void Sums(string what, IReadOnlyList<MetricsSum> sums, TextView view) => view.Table(
        [what, "AGENTS", "LIVE", "DONE", "FAILED", "SUCCESS", "TURNS", "BAD", "AVG TURN", "INPUT", "OUTPUT", "CACHE READ", "CACHE WRITE", "COST"],
        sums.Select(one => (IReadOnlyList<string>)
        [
            one.Name, CostWords.Number(one.Agents), CostWords.Number(one.Live), CostWords.Number(one.Completed), CostWords.Number(one.Failed),
            one.SuccessRate is { } rate ? rate.ToString("P0", CultureInfo.InvariantCulture) : "-", CostWords.Number(one.Turns), CostWords.Number(one.FailedTurns),
            one.AvgTurnMs is { } average ? EventView.Took(average) : "-", CostWords.Number(one.InputTokens), CostWords.Number(one.OutputTokens),
            CostWords.Number(one.CacheReadTokens), CostWords.Number(one.CacheWriteTokens), CostWords.Spent(one.CostUsd, one.EstimatedUsd) ?? "-",
        ]), "CACHE WRITE", "CACHE READ", "LIVE", "BAD");
}

using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task graph</c>: what waits for what.</summary>
internal static class TaskGraphCommand
{
    private const int LongestLine = 30;

    public static Command Create(CommandRunner runner)
    {
        var dot = new Option<bool>("--dot") { Description = "Print it for Graphviz instead." };
        var mermaid = new Option<bool>("--mermaid") { Description = "Print it for Mermaid instead." };
        var critical = new Option<bool>("--critical") { Description = "Only the longest chain of open work." };
        var bottlenecks = new Option<bool>("--bottlenecks") { Description = "Also name the open tasks that most of the work goes through." };
        var risk = new Option<bool>("--risk") { Description = "Also say where work is likely to fail, what that costs, and where to have it reviewed." };
        var limit = NoteOptions.Limit(TaskListCommand.FirstPage);
        var command = new Command("graph", "Show what waits for what") { dot, mermaid, critical, bottlenecks, risk, limit };
        var guide = new CommandGuide("ov task graph", "ov task graph --critical", "ov task graph --bottlenecks --json", "ov task graph --risk", "ov task graph --dot > tasks.dot")
        {
            Answer = () => GraphJson.Default.TaskGraphAnswer, AlsoAnswers = [new("with --dot or --mermaid", () => AnswerJson.Default.TextAnswer)], Refusals = [ErrorCode.AmbiguousRun, ErrorCode.Usage], SeeAlso = ["task waves", "task ready", "task lint"],
            About = "Each task stands once, at the end of the longest chain that leads to it; what else it needs is named beside it. The longest chain is marked with a star: the run cannot end before each of its tasks was done in turn. 'more' says that --limit left tasks out; the longest chain is told whole, and so are the drawings.\n"
                + "--risk goes by --meta of the tasks: a task of risk trivial, low, medium, high, critical succeeds 98, 90, 80, 65, 50 times in 100, its failure weighs 1, 1.5, 2, 3 by impact, and it costs 1 to 5 by breadth, "
                + "tried again until it succeeds; of what was right, 9 parts in 10 are so one step further. What a task does not say counts as low, isolated and narrow. Reviews are advised, and added by: ov task insert \"…\" --before <task> --role reviewer",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            if (parse.GetValue(dot) && parse.GetValue(mermaid))
            {
                throw new OvException(ErrorCode.Usage, "--dot and --mermaid are two forms of one drawing.", "Choose one of them.");
            }

            var (run, graph) = GraphReader.Read(app);
            return parse.GetValue(dot) ? CommandResult.OfText(GraphDrawing.Dot(graph))
                : parse.GetValue(mermaid) ? CommandResult.OfText(GraphDrawing.Mermaid(graph))
                : CommandResult.Of(Answer(run, graph, parse.GetValue(critical), parse.GetValue(bottlenecks), parse.GetValue(risk) ? GraphRisk.Of(graph, GraphReader.Groups(app)) : null, NoteOptions.Positive(parse.GetValue(limit))), () => GraphJson.Default.TaskGraphAnswer, Write);
        });
    }

    private static TaskGraphAnswer Answer(RunRecord? run, TaskGraph graph, bool onlyCritical, bool bottlenecks, GraphRisk? risk, int limit)
    {
        var path = CriticalPath.Of(graph).Select(task => task.Number).ToList();
        var (onPath, total) = (path.ToHashSet(), onlyCritical ? path.Count : graph.Tasks.Count);
        var (nodes, tree) = (GraphReader.Nodes(graph), TreeLine.Of(graph));
        return new TaskGraphAnswer(
            run?.Name, [.. nodes.Where(node => !onlyCritical || onPath.Contains(node.Number)).Take(limit)], total, path,
            bottlenecks ? [.. Bottlenecks.Of(graph).Take(10).Select(row => new Bottleneck(row.Task.Number, row.Task.Title, row.Share))] : [], risk, total > limit)
        {
            Tree = [.. (onlyCritical ? tree.Where(line => onPath.Contains(line.Task.Number)).Select(line => line with { Lead = "" }) : tree).Take(limit)],
        };
    }

    private static void Write(TaskGraphAnswer answer, TextView view)
    {
        if (answer.Tree.Count == 0)
        {
            view.Line(answer.CriticalPath.Count == 0 && answer.Run is not null ? "No open tasks." : "No tasks.");
            view.Hint("ov task add \"What is to be done\"");
            return;
        }

        var critical = answer.CriticalPath.Count > 1 ? answer.CriticalPath.ToHashSet() : [];
        foreach (var line in answer.Tree)
        {
            var also = line.AlsoNeeds.Count > 0 ? $", {(line.Lead.Length > 0 ? "also " : "")}needs {string.Join(", ", line.AlsoNeeds.Select(task => task.Number))}" : "";
            view.Row($"{line.Lead}{line.Task.Number}{(critical.Contains(line.Task.Number) ? "*" : "")} {line.Task.Title} ({line.Task.State.Word().Replace('_', ' ')}{also})");
        }

        if (answer.More)
        {
            view.Hint($"{answer.Tree.Count} of {answer.Total} shown; the rest: --limit {answer.Total}");
        }

        if (critical.Count > 0)
        {
            view.Hint($"* the longest chain of open work: {string.Join(" → ", answer.CriticalPath.Take(LongestLine))}{(critical.Count > LongestLine ? $" → … ({critical.Count} tasks: --critical)" : "")}");
        }

        foreach (var row in answer.Bottlenecks)
        {
            view.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Share * 100:0} % of the ways go through {row.Number} {row.Title}"));
        }

        if (answer.Risk is { } risk)
        {
            view.Line(string.Create(CultureInfo.InvariantCulture, $"Most at risk: {string.Join(" → ", risk.Path)} ({risk.PathRisk}); expected cost {risk.Cost}; {string.Join(", ", risk.Distribution.Select(count => $"{count.Tasks} {count.Risk ?? "not said"}"))}"));
            foreach (var advice in risk.Reviews)
            {
                view.Line($"Have it reviewed before {(advice.Number is { } number ? $"task {number}" : $"group {advice.Group} lands")}: {string.Join(", ", advice.Reasons)}");
            }
        }
    }
}

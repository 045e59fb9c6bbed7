using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Graphs;
using Ov.Core.Ledger;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task waves</c>: what could run side by side, and after that.</summary>
internal static class TaskWavesCommand
{
    public static Command Create(CommandRunner runner)
    {
        var files = new Option<bool>("--files") { Description = "Also compare the scopes of each wave." };
        var command = new Command("waves", "Show which open tasks could run side by side") { files };
        var guide = new CommandGuide("ov task waves", "ov task waves --files --json")
        {
            Answer = () => GraphJson.Default.TaskWavesAnswer, Refusals = [ErrorCode.AmbiguousRun], SeeAlso = ["task graph", "task lint"],
            About = "A wave is a picture and no barrier: each task starts as soon as its own needs are met. With --files two tasks of one wave whose globs can match the same path are named, whether or not such a file exists yet.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(Answer(app, parse.GetValue(files)), () => GraphJson.Default.TaskWavesAnswer, Write));
    }

    private static TaskWavesAnswer Answer(OvApp app, bool files)
    {
        var (run, graph) = GraphReader.Read(app);
        var waves = TaskWaves.Of(graph);
        return new TaskWavesAnswer(
            run?.Name, [.. waves.Waves.Select((wave, at) => wave.Select(task => GraphReader.Node(graph, task, at + 1)).ToList())], waves.Waves.Count,
            [.. waves.Never.Select(task => GraphReader.Node(graph, task, null))],
            files ? [.. waves.Waves.SelectMany((wave, at) => ScopeMeetings.Among(wave).Select(met => new WaveOverlap(at + 1, met.One.Number, met.Other.Number, met.OneGlob, met.OtherGlob)))] : []);
    }

    private static void Write(TaskWavesAnswer answer, TextView view)
    {
        if (answer.Total == 0 && answer.Never.Count == 0)
        {
            view.Line("No open tasks.");
            return;
        }

        for (var at = 0; at < answer.Waves.Count; at++)
        {
            view.Heading($"Wave {at + 1}");
            Write(answer.Waves[at], view);
            foreach (var overlap in answer.Overlaps.Where(overlap => overlap.Wave == at + 1))
            {
                view.Row($"  ! {overlap.One} and {overlap.Other} can meet: {overlap.OneGlob} and {overlap.OtherGlob}");
            }
        }

        if (answer.Never.Count > 0)
        {
            view.Heading("Never, as it is");
            Write(answer.Never, view);
            view.Hint("ov task ready --explain");
        }
    }

    private static void Write(IEnumerable<GraphNode> nodes, TextView view)
    {
        foreach (var node in nodes)
        {
            view.Row($"  {node.Number} {node.Title} ({node.State.Word().Replace('_', ' ')}{(node.Needs.Count > 0 ? $", needs {string.Join(", ", node.Needs)}" : "")})");
        }
    }
}

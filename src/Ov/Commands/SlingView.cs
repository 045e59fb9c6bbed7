using System.Globalization;
using Ov.Cli;
using Ov.Core.Agents;
using Ov.Core.Text;

namespace Ov.Commands;

internal static class SlingView
{
    public static void Write(SlingAnswer answer, TextView view)
    {
        if (answer.Results.Count == 0)
        {
            view.Line("No task is ready.");
        }

        foreach (var result in answer.Results)
        {
            Write(result, view);
        }

        foreach (var task in answer.Waited ?? [])
        {
            view.Line($"{(task.Good ? "✓" : "✗")} {task.Name}: {task.State}");
            if (task.Reason is { } reason)
            {
                view.Line($"  {VisibleText.OneLine(reason)}");
            }
        }

        if (answer.Waited is null && answer.Results.Any(result => result.State == "started"))
        {
            view.Hint("See 'ov status'; stop with 'ov stop <agent>'.");
        }
    }

    private static void Write(SlingResult result, TextView view)
    {
        if (!result.Success)
        {
            view.Line($"✗ {result.Argument}: [{result.Code}] {result.Error}");
            if (result.Hint is { } hint)
            {
                view.Hint(hint);
            }

            return;
        }

        var task = string.Create(CultureInfo.InvariantCulture, $"task {result.TaskNumber} ({result.Title})");
        switch (result.State)
        {
            case "waiting":
                view.Ok($"{task} waits for {result.WaitsFor}, which holds overlapping files");
                break;
            case "planned":
                view.Line($"Would start {result.AgentName} ({result.Capability}) on {task}");
                break;
            default:
                view.Ok($"{result.AgentName} ({result.Capability}) {(result.Continued == true ? "goes on with" : "works on")} {task}");
                view.Hint($"branch {result.Branch}, worktree {result.Worktree}");
                break;
        }

        foreach (var setup in result.Setup)
        {
            view.Hint(string.Create(CultureInfo.InvariantCulture, $"setup: {setup.Command} ({setup.DurationMs} ms)"));
        }
    }
}

using System.Globalization;
using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Templates;

namespace Ov.Commands.Runs;

/// <summary>Runs for people.</summary>
internal static class RunView
{
    public static void Show(RunAnswer answer, TextView view)
    {
        if (answer.Run is not { } run)
        {
            view.Line(answer.Message ?? "There is no active run.");
            view.Hint("Add a task, which starts one: ov task add \"What is to be done\"");
            return;
        }

        view.Line($"Run {run.Name}: {run.State.Word()}{(run.EndReason is { } reason ? $" ({reason})" : "")}");
        view.Line($"  id         {run.Id}");
        view.Line($"  lands on   {run.Target}");
        if (run.Objective.Length > 0)
        {
            view.Line($"  objective  {run.Objective}");
        }

        if (run.Template is not null || run.Loop)
        {
            view.Line($"  template   {run.Template ?? RunTemplate.Default}, loop {(run.Loop ? "on" : "off")}");
        }

        if (run.Stage.Length > 0)
        {
            view.Line($"  stage      {run.Stage}");
        }

        if (run.Publish is { } publish)
        {
            view.Line($"  publish    {publish.Word()}");
        }

        foreach (var request in answer.PullRequests)
        {
            view.Line($"  request    {request.Url} ({request.Branch} for {request.Base}, {request.State.Word()}; review {request.Review.Status.Word()}{(request.Review.Cycles > 0 ? $", {request.Review.Cycles} {(request.Review.Cycles == 1 ? "round" : "rounds")}" : "")})");
        }

        view.Line($"  tasks      {Tasks(run)}");
        view.Line($"  agents     {run.LiveAgents} live");
        view.Line($"  started    {run.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
    }

    public static void List(RunListAnswer answer, TextView view)
    {
        if (answer.Runs.Count == 0)
        {
            view.Line("No runs yet.");
            view.Hint("Add a task, which starts one: ov task add \"What is to be done\"");
            return;
        }

        view.Table(
            ["name", "state", "lands on", "tasks", "agents", "objective"],
            answer.Runs.Select(run => (IReadOnlyList<string>)[run.Name, run.State.Word(), run.Target, Tasks(run), $"{run.LiveAgents}", run.Objective]), "agents", "tasks", "lands on");
    }

    private static string Tasks(RunItem run) => run.TaskCount == 0
        ? "none"
        : $"{run.TaskCount} ({string.Join(", ", run.Tasks.Select(pair => $"{pair.Value} {pair.Key.Replace('_', ' ')}"))})";
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Coordinating;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator status</c>: reads, and changes nothing.</summary>
internal static class CoordinatorStatusCommand
{
    public static Command Create(CommandRunner runner, string role)
    {
        var name = CoordinatorOptions.Name(role);
        var brief = new Option<bool>("--brief") { Description = "Only the four lines of a status report: active leads, completed, blockers, next actions." };
        var command = new Command("status", $"Show whether {Article.Of(role)} runs, and what waits for it") { name, brief };
        var guide = new CommandGuide($"ov {role} status", $"ov {role} status --brief", $"ov {role} status --json")
        {
            Answer = () => CoordinatorJson.Default.CoordinatorStatusAnswer, SeeAlso = ["status", "inspect"], About = "That none is running is an answer, not an error.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(Answer(app, role, parse.GetValue(name)), () => CoordinatorJson.Default.CoordinatorStatusAnswer, (answer, view) => Write(answer, role, parse.GetValue(brief), view)));
    }

    private static CoordinatorStatusAnswer Answer(OvApp app, string role, string? name) => app.Ledger.Read(sql =>
    {
        var all = CoordinatorFinder.Live(sql, role).Select(agent => CoordinatorItem.Of(sql, agent)).ToList();
        var meant = name is null && all.Count > 1 ? all.Find(item => item.AgentName == role) ?? all[0] : CoordinatorFinder.Find(sql, role, name) is { } agent ? CoordinatorItem.Of(sql, agent) : null;
        return new CoordinatorStatusAnswer(meant is not null, meant, all, FileLock.IsHeld(app.Project.Files.WatchLock), CoordinatorFinder.Live(sql, "monitor").Count > 0,
            meant is null ? [] : StatusLines.Of(sql, RunStore.ByName(sql, meant.Run)!.Id));
    });

    private static void Write(CoordinatorStatusAnswer answer, string role, bool brief, TextView view)
    {
        if (answer.All.Count == 0)
        {
            view.Line($"No {role} is running.");
            view.Hint($"ov {role} start");
            return;
        }

        if (brief)
        {
            foreach (var line in answer.Lines)
            {
                view.Line(line);
            }

            return;
        }

        foreach (var item in answer.All)
        {
            view.Line($"{item.AgentName}: {item.State.Word()}, {item.Run}, {item.Runtime}, {item.Unread} unread, {item.Agents} agents");
        }
    }
}

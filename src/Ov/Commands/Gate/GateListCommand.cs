using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Reviewing;
using Ov.Core.Runs;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate list</c>.</summary>
internal static class GateListCommand
{
    private const int Most = 100;

    public static Command Create(CommandRunner runner)
    {
        var pending = new Option<bool>("--pending") { Description = "Only what waits for an answer; questions by mail too." };
        var wait = new Option<bool>("--wait") { Description = "With --pending: wait until something does." };
        var timeout = new Option<string>("--timeout") { Description = "With --wait: give up after this time, for example 30s or 10m (exit 124).", HelpName = "time", DefaultValueFactory = _ => "10m" };
        var exitCode = new Option<bool>("--exit-code") { Description = "With --pending: exit 6 when something waits, 0 when nothing does." };
        var command = new Command("list", "List gates, newest first, or what is pending") { pending, wait, timeout, exitCode };
        var guide = new CommandGuide("ov gate list", "ov gate list --pending", "ov gate list --pending --wait --timeout 10m --json")
        {
            Answer = () => GateJson.Default.GateListAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.TimedOut], SeeAlso = ["review", "wait"],
            About = "Pending are the gates of active runs, oldest first, and the questions and escalations to the operator: everything that only a person's word lets go on.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var limit = Duration.Parse(parse.GetValue(timeout)!) ?? throw new OvException(ErrorCode.Usage, $"'{parse.GetValue(timeout)}' is no time.", "For example 500ms, 30s, 10m or 2h.");
            if (!parse.GetValue(pending))
            {
                return Task.FromResult(parse.GetValue(wait) || parse.GetValue(exitCode)
                    ? throw new OvException(ErrorCode.Usage, "--wait and --exit-code go with --pending.", "ov gate list --pending --wait")
                    : CommandResult.Of(All(app), () => GateJson.Default.GateListAnswer, GateView.WriteList));
            }

            if (parse.GetValue(wait))
            {
                AgentWaiter.Until(app, [app.Ledger.Read(WaitSubject.Gates)], WaitGoal.Done, limit, stop);
            }

            var answer = Pending(app);
            return Task.FromResult(CommandResult.Of(answer, () => GateJson.Default.GateListAnswer, GateView.WriteList, parse.GetValue(exitCode) && answer.Count > 0 ? ErrorCode.GatePending.Exit : 0));
        });
    }

    internal static GateListAnswer Pending(OvApp app)
    {
        var items = ReviewList.Decisions(app);
        return app.Ledger.Read(sql => new GateListAnswer(
            [.. items.Where(item => item.Kind == ReviewKind.Gate).Select(item => GateItem.Of(sql, GateStore.ById(sql, item.Id)!))], [.. items.Where(item => item.Kind != ReviewKind.Gate)]));
    }

    private static GateListAnswer All(OvApp app) => app.Ledger.Read(sql => new GateListAnswer(
        [.. GateStore.Newest(sql, app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null, Most).Select(gate => GateItem.Of(sql, gate))], []));
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;
using Ov.Core.Feeds;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator output</c>: what it said last.</summary>
internal static class CoordinatorOutputCommand
{
    private const int ShortestInterval = 200;

    public static Command Create(CommandRunner runner, string role)
    {
        var name = CoordinatorOptions.Name(role);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what it says from now on, until interrupted." };
        var lines = new Option<int?>("--lines") { Description = "Most lines (50).", HelpName = "n" };
        var interval = new Option<int?>("--interval") { Description = "With --follow: how often to look, in milliseconds (2000).", HelpName = "ms" };
        var command = new Command("output", $"Show what the {role} said last") { name, follow, lines, interval };
        var guide = new CommandGuide($"ov {role} output", $"ov {role} output --lines 5 --json")
        {
            Answer = () => CoordinatorJson.Default.CoordinatorOutputAnswer, AlsoAnswers = [new("with --follow, on each line", () => FeedJson.Default.FollowedEvent)],
            Refusals = [ErrorCode.NotFound, ErrorCode.Usage], SeeAlso = ["feed", "inspect"], About = "Its own words, as its runtime tells them; of a plain command, what its last turn printed.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var most = parse.GetValue(lines) is null or > 0 ? parse.GetValue(lines) ?? 50 : throw new OvException(ErrorCode.Usage, "--lines must be a positive integer.");
            var pause = parse.GetValue(interval) is null or >= ShortestInterval ? parse.GetValue(interval) ?? 2000 : throw new OvException(ErrorCode.Usage, $"--interval must be a number >= {ShortestInterval} (milliseconds).");
            var agent = CoordinatorFinder.Require(app, role, parse.GetValue(name));
            if (parse.GetValue(follow))
            {
                var query = new FeedQuery([agent.Name], null, [CoordinatorOutput.Event], null, null, most);
                return Task.FromResult(CommandResult.Follow(FeedReader.Follow(app, query, TimeSpan.FromMilliseconds(pause), stop), () => FeedJson.Default.FollowedEvent, (said, view) => view.Raw((said.Event.Text ?? "") + "\n")));
            }

            var content = CoordinatorOutput.Read(app, agent, most);
            return Task.FromResult(CommandResult.Of(
                new CoordinatorOutputAnswer(agent.Name, string.Join('\n', content), content.Count), () => CoordinatorJson.Default.CoordinatorOutputAnswer,
                (answer, view) => view.Raw(answer.Lines == 0 ? "" : answer.Content + "\n")));
        });
    }
}

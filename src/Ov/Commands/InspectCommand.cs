using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;

namespace Ov.Commands;

/// <summary><c>ov inspect</c>: a close look at one agent.</summary>
internal static class InspectCommand
{
    private const int ShortestInterval = 500;
    private const int DefaultInterval = 3000;
    private const int MostLines = 200;

    public static Command Create(CommandRunner runner)
    {
        var agent = new Argument<string>("agent") { Description = "Its name, id or a prefix of it." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Look again whenever something changed, until interrupted." };
        var interval = new Option<int?>("--interval") { Description = $"With --follow: how often to look, in milliseconds ({DefaultInterval}).", HelpName = "ms" };
        var limit = NoteOptions.Limit(20);
        var lines = new Option<int>("--lines") { Description = "So many lines of its output (5).", HelpName = "n", DefaultValueFactory = _ => 5 };
        var messages = new Option<bool>("--messages") { Description = "Instead: what it said, and its mail, without its tools." };
        var only = new ChoiceOption("--only", SnakeCase.Words<ConversationSide>(), null) { Description = "With --messages: only what it said, or what it was told.", HelpName = "side" };
        var tools = new Option<bool>("--tools") { Description = "With --messages: its tools too." };
        var length = new Option<int>("--length") { Description = "With --messages: at most so many characters of each (8000).", HelpName = "n", DefaultValueFactory = _ => 8000 };
        var diff = new Option<bool>("--diff") { Description = "Instead: what its worktree changed against its base, committed and not." };
        var children = new Option<bool>("--children") { Description = "Instead: the agents below it, those that they started too, ended ones too." };
        var context = new Option<bool>("--context") { Description = "Instead: how full its model's window is, and what to do about it." };
        var noTmux = new Option<bool>("--no-tmux") { Description = "Accepted for Overstory's scripts: no terminal is ever looked at.", Hidden = true };
        var command = new Command("inspect", "Look closely at one agent: turn, tools, mail, output") { agent, follow, interval, limit, lines, messages, only, tools, length, children, context, diff, noTmux };
        var guide = new CommandGuide("ov inspect builder-1", "ov inspect builder-1 --limit 50 --lines 40 --json", "ov inspect builder-1 --messages", "ov inspect builder-1 --messages --only told --length 500", "ov inspect lead-1 --children", "ov inspect builder-1 --context", "ov inspect builder-1 --diff")
        {
            Answer = () => InspectJson.Default.AgentInspection, AlsoAnswers = [new("with --messages", () => InspectJson.Default.Conversation), new("with --children", () => InspectJson.Default.AgentFamily), new("with --context", () => InspectJson.Default.ContextUse), new("with --diff", () => WorkDiffJson.Default.WorkDiff)], SeeAlso = ["costs", "compact", "search", "mail list", "review show"], Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId, ErrorCode.State],
            About = "--limit counts tool calls and events, or messages, or children. With --follow the answer comes again whenever something changed: with --json one document a line.\nLooking changes nothing and costs the agent nothing. --diff hides what looks like a secret and shows control characters; of very long changes the beginning is told.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var (name, limits) = (parse.GetValue(agent)!, new InspectLimits(NoteOptions.Positive(parse.GetValue(limit)), LinesOf(parse.GetValue(lines))));
            var now = app.Ledger.Now;
            var instead = new[] { messages, children, context, diff }.Where(option => parse.GetValue(option)).Append(follow).Where(option => parse.GetValue(option)).Select(option => option.Name).ToList();
            if (instead.Count > 1)
            {
                throw new OvException(ErrorCode.Usage, $"{instead[0]} does not go with {instead[1]}.", instead[1] == follow.Name ? $"Follow its events: ov feed --follow --agent {name}" : "Ask for one of them.");
            }

            if (!parse.GetValue(messages) && new Option[] { only, tools, length }.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } alone)
            {
                throw new OvException(ErrorCode.Usage, $"{alone.Name} goes with --messages only.", $"ov inspect {name} --messages {alone.Name}");
            }

            if (instead.Count == 1 && instead[0] != follow.Name)
            {
                return Task.FromResult(
                    parse.GetValue(diff) ? CommandResult.Of(WorkDiffReader.Of(app, name), () => WorkDiffJson.Default.WorkDiff, WorkDiffView.Write)
                    : parse.GetValue(messages) ? CommandResult.Of(Conversation.Of(app, name, new ConversationQuery(
                        limits.Calls, NoteOptions.Positive(parse.GetValue(length), length.Name), parse.GetValue(tools), parse.GetValue(only) is { } side ? SnakeCase.Parse<ConversationSide>(side) : null)), () => InspectJson.Default.Conversation, InspectView.WriteMessages)
                    : parse.GetValue(children) ? CommandResult.Of(AgentFamily.Of(app, name, limits.Calls), () => InspectJson.Default.AgentFamily, (family, view) => InspectView.WriteChildren(family, now, view))
                    : CommandResult.Of(ContextUse.Of(app, name), () => InspectJson.Default.ContextUse, (use, view) => InspectView.WriteContext(use, now, view)));
            }

            return Task.FromResult(parse.GetValue(follow)
                ? CommandResult.Follow(
                    AgentInspector.Follow(app, name, limits, PauseOf(parse.GetValue(interval)), stop), () => InspectJson.Default.AgentInspection,
                    (look, view) =>
                    {
                        InspectView.Write(look, app.Ledger.Now, view);
                        view.Line();
                    })
                : CommandResult.Of(AgentInspector.Look(app, name, limits), () => InspectJson.Default.AgentInspection, (look, view) => InspectView.Write(look, now, view)));
        });
    }

    private static TimeSpan PauseOf(int? interval) => interval is < ShortestInterval
        ? throw new OvException(ErrorCode.Usage, $"--interval must be a number >= {ShortestInterval} (milliseconds).")
        : TimeSpan.FromMilliseconds(interval ?? DefaultInterval);

    private static int LinesOf(int lines) => lines is >= 0 and <= MostLines ? lines : throw new OvException(ErrorCode.Usage, $"--lines goes from 0 to {MostLines}.");
}

using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Commands;

/// <summary><c>ov nudge &lt;agent&gt; [message]</c>: wake an agent with a word.</summary>
internal static class NudgeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Argument<string>("agent") { Description = "Name or id." }.Completes(Candidate.LiveAgent);
        var message = new Argument<string?>("message") { Description = "What to say; by default to check its mail.", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "The agent that speaks, with its own secret.", HelpName = "agent" };
        var force = new Option<bool>("--force") { Description = "Also directly after another nudge." };
        var command = new Command("nudge", "Wake an agent with a message") { agent, message, from, force };
        var guide = new CommandGuide("ov nudge builder-3", "ov nudge lead-1 \"The API changed, see task 5\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["mail send", "status"],
            Answer = () => NudgeJson.Default.NudgeOutcome,
            Writes = true, About = "The nudge is mail of high priority and the bell of the agent's host. It never starts a process. An agent at work reads it when its turn ends; on a screen whose runtime has hooks ('ov runtime show'), after the tool call that it makes.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            AgentNudger.Nudge(app, app.CallerAs(parse.GetValue(from)), parse.GetValue(agent)!, parse.GetValue(message), parse.GetValue(force)),
            NudgeJson.Default.NudgeOutcome, Write));
    }

    private static void Write(NudgeOutcome nudge, TextView view)
    {
        if (nudge.Delivered)
        {
            view.Ok($"Nudge delivered to {nudge.AgentName}{(nudge.Note is { } note ? $": {note}" : "")}");
        }
        else
        {
            view.Line(nudge.Queued ? $"Nudge queued for {nudge.AgentName}: {nudge.Reason}" : $"Not sent to {nudge.AgentName}. {nudge.Reason}");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NudgeOutcome))]
internal sealed partial class NudgeJson : JsonSerializerContext;

using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Notes;

namespace Ov.Commands;

/// <summary><c>ov compact [agent]</c>: a checkpoint, then a new conversation.</summary>
internal static class CompactCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Argument<string?>("agent") { Description = "Name or id; the calling agent itself when left out.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.LiveAgent);
        var force = new Option<bool>("--force") { Description = "Also where little of the model's window is used." };
        var (body, from) = (new BodyText(), new Option<string?>("--from") { Description = "The agent that asks, with its own secret.", HelpName = "agent" });
        var command = new Command("compact", "Begin an agent's conversation anew, from its checkpoint") { agent, force, from };
        body.AddTo(command);
        var guide = new CommandGuide("ov compact builder-1", "ov compact --body \"Goal: CSV export. Done: the reader. Next: quoting.\"")
        {
            Answer = () => CompactJson.Default.CompactOutcome, Writes = true, Refusals = [ErrorCode.NotFound, ErrorCode.Hierarchy, ErrorCode.State], SeeAlso = ["inspect", "note write", "task release"],
            About = "An agent gives its checkpoint as the text; its next turn then begins a new session of its runtime, with its assignment and that text. Anybody above an agent can have it asked: it writes its "
                + "checkpoint in a turn of its own, and the one after that begins anew. Nothing runs differently before the end of a turn. Below 50 % of the window it is refused; a conversation on a screen is its program's own.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(from));
            var name = parse.GetValue(agent) ?? caller.Agent?.Name ?? throw new OvException(ErrorCode.Usage, "No agent is named, and no agent calls.", "Say which: ov compact <agent>");
            return CommandResult.Of(AgentCompactor.Compact(app, caller, name, body.ReadOptional(parse, app.Environment, NoteWriter.Limit), parse.GetValue(force)), CompactJson.Default.CompactOutcome, Write);
        });
    }

    private static void Write(CompactOutcome outcome, TextView view) => view.Ok(outcome.CheckpointId is { } note
        ? $"Your checkpoint is kept ({note}); your next turn begins a new conversation"
        : $"{outcome.AgentName} is asked for its checkpoint; the turn after that begins a new conversation");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompactOutcome))]
internal sealed partial class CompactJson : JsonSerializerContext;

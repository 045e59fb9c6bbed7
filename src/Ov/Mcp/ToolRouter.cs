using System.Text.Json;
using Ov.Core;
using Ov.Core.Text;

namespace Ov.Mcp;

/// <summary>One tool for many small deeds: their definitions are paid for in one line each.</summary>
internal static class ToolRouter
{
    private const string Help = "help";
    private const string Arguments = "args";

    /// <param name="key">The argument that names the deed.</param>
    public static McpTool Of(string name, string key, string what, IReadOnlyList<McpTool> all, ToolCaller caller)
    {
        var mine = all.Where(action => (action.For & caller.For) != 0).ToList();
        return new McpTool(
            name, $"{what} {key} {{{Arguments}}}: {string.Join("; ", mine.Select(action => action.Signature))}; {Help}.", ToolFor.All,
            [ToolInput.Needed(key), ToolInput.Object(Arguments)], (given, who) => Route(name, key, given, who, mine));
    }

    private static ToolPlan Route(string name, string key, ToolArguments given, ToolCaller caller, List<McpTool> mine)
    {
        var word = given.Text(key)!;
        if (word == Help)
        {
            return ToolPlan.Tell(string.Join('\n', mine.Select(action => $"{action.Signature}: {action.Description}")));
        }

        var action = mine.Find(known => known.Name == word);
        if (action is null)
        {
            throw new OvException(
                ErrorCode.Usage, $"{name} has no {key} '{VisibleText.OneLine(Cli.Narration.Shortened(word))}' for {Article.Of(caller.Role)}.{Nearest.Sentence(word, mine.Select(known => known.Name))}",
                $"It has: {string.Join(", ", mine.Select(known => known.Name))}, {Help}.");
        }

        return action.Plan(ToolArguments.Read($"{name} {word}", action.Inputs, given.Object(Arguments) is { } inner ? ToolArguments.Members(inner) : []), caller);
    }
}

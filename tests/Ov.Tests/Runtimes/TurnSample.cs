using System.Runtime.CompilerServices;
using Ov.Core.Agents;
using Ov.Core.Runtimes;

namespace Ov.Tests.Runtimes;

/// <summary>A turn for an adapter to work on, and what a client printed in one, recorded against a scripted model.</summary>
internal static class TurnSample
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    public static TurnContext Context(AccessMode access = AccessMode.Workspace, string? session = null, string worktree = "/home/user/repo") => new(
        new AgentRecord(
            "agent-1", "builder-1", 1, "builder", AgentState.Working, Start, null, "run-1", null, null, 0, "codex", null, null, "", null, null, null, worktree, [], false, null,
            null, session, 4, null, 0, "operator", Start, Start, null),
        access, "/private/prompt.md", "the prompt", "/private", "/home/user/repo", "/private/bin/ov", new Dictionary<string, string>())
    {
        CommonDir = "/home/user/repo/.git", Model = "model-1",
    };

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder(), "Samples", name));

    public static IReadOnlyList<TurnFact> Read(ITurnReader reader, params string[] lines)
    {
        var facts = new List<TurnFact>();
        foreach (var line in lines)
        {
            reader.Line(line, facts.Add);
        }

        return facts;
    }

    /// <summary>Facts in a short form to compare.</summary>
    public static string Told(TurnFact fact) => fact switch
    {
        TurnFact.Session session => $"session {session.Id}",
        TurnFact.Said said => $"said {said.Text}",
        TurnFact.ToolStarted tool => $"start {tool.Tool}",
        TurnFact.ToolEnded tool => $"end {tool.Tool} {tool.Status}",
        TurnFact.Used used => $"used {used.Usage.Input} {used.Usage.Output} {used.Usage.CacheRead} {used.Usage.CacheWrite}{(used.OfSession ? " of session" : "")}",
        TurnFact.Filled filled => $"filled {filled.Tokens} of {filled.Window}",
        TurnFact.Limited => "limited",
        TurnFact.Trouble => "trouble",
        _ => "unread",
    };

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using System.Text;
using Ov.Core.Agents;

namespace Ov.Core.Runtimes;

/// <summary>All that a runtime may know of the turn it is to start.</summary>
/// <param name="Agent">The agent's row; <see cref="AgentRecord.Session"/> is the session to go on in, or null for a new one.</param>
/// <param name="PromptFile">Absolute path of the file that holds the prompt.</param>
/// <param name="Prompt">The same text.</param>
/// <param name="Folder">A private folder outside every worktree, for files the runtime needs.</param>
/// <param name="ProjectRoot">The main checkout.</param>
/// <param name="OvProgram">Absolute path of our own program, for hooks.</param>
/// <param name="Variables">The environment that the turn starts from.</param>
public sealed record TurnContext(
    AgentRecord Agent, AccessMode Access, string PromptFile, string Prompt, string Folder, string ProjectRoot, string OvProgram,
    IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>How the role works, for the system prompt; null when there is nothing to say.</summary>
    public string? RoleFile { get; init; }

    /// <summary>What that file says, for a runtime that takes the text itself. A rehearsal, which has no file, says something in its place.</summary>
    public string? RoleText
    {
        get => field ?? (RoleFile is null ? null : File.ReadAllText(RoleFile, Encoding.UTF8));
        init;
    }

    /// <summary>The tools that the role is held to, in this runtime's own words; null for all that its access allows.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>The model in this runtime's own words, aliases resolved; null leaves the choice to the runtime.</summary>
    public string? Model { get; init; }

    /// <summary>How hard it shall think, in this runtime's own words.</summary>
    public string? Effort { get; init; }

    /// <summary>An MCP server to wire in, as program and arguments; null for none.</summary>
    public IReadOnlyList<string>? Mcp { get; init; }

    /// <summary>Arguments that the configuration appends.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>The git folder that all worktrees share; commits write there.</summary>
    public string CommonDir { get; init; } = "";

    public string Worktree => Agent.Worktree ?? ProjectRoot;

    public string FileOf(string name) => Path.Combine(Folder, name);
}

using Ov.Core.Config;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Words of the caller for the agents of one sling, with placeholders that each agent's own facts fill.</summary>
internal static class SlingPrompt
{
    /// <summary>Beside the placeholders that <c>env:</c> knows.</summary>
    public static readonly IReadOnlyList<string> Own = ["title", "files", "parent"];

    /// <exception cref="OvException">usage naming the nearest placeholder.</exception>
    public static void Require(string? prompt)
    {
        if (prompt is not null && string.IsNullOrWhiteSpace(prompt))
        {
            throw new OvException(ErrorCode.Usage, "--prompt is empty.", "Say what the agents are to know, or leave it out.");
        }

        if (prompt is not null && EnvTemplate.FaultOf(prompt, Own) is { } fault)
        {
            throw new OvException(ErrorCode.Usage, $"--prompt {fault}.", $"Known: {string.Join(", ", EnvTemplate.Placeholders.Select(known => known.Name).Concat(Own).Select(name => $"{{{name}}}"))}, {{port0}} and so on.");
        }
    }

    /// <summary>True for a placeholder that is filled in by itself.</summary>
    public static bool Knows(string word) => Own.Contains(word) || EnvTemplate.Knows(word);

    /// <param name="more">Values of names that are not filled in by themselves.</param>
    public static string Render(OvApp app, string prompt, PlaceFacts place, TaskRecord? task, IReadOnlyList<string> files, string parent, IReadOnlyDictionary<string, string>? more = null)
    {
        var values = WorktreeVariables.Placeholders(app, place);
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            values[name] = value;
        }

        (values["title"], values["files"], values["parent"]) = (task?.Title ?? "", string.Join(", ", files), parent);
        return EnvTemplate.Render(prompt, values, place.Ports);
    }
}

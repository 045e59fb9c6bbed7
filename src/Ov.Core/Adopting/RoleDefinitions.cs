using System.Text;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.RoleTexts;

namespace Ov.Core.Adopting;

/// <summary>
/// Overstory's role definitions, as far as a project keeps any: they reach an agent with its overlay, their placeholders filled and
/// their command lines in ov's words. The files themselves are never written.
/// </summary>
internal static class RoleDefinitions
{
    private const int LargestFile = 256 * 1024;

    /// <summary>The definition of an agent's role for this agent; null when the project keeps none, or ours unedited.</summary>
    public static string? For(OvApp app, AgentRecord agent, string parent)
    {
        if (FileOf(app.Config, agent.Role) is not { } file || Text(file) is not { } text || IsOurs(agent.Role, text))
        {
            return null;
        }

        var filled = Fill(text, new Dictionary<string, string>
        {
            ["AGENT_NAME"] = agent.Name, ["TASK_ID"] = agent.TaskId ?? "", ["PARENT_AGENT"] = parent, ["BRANCH_NAME"] = agent.Branch ?? "",
            ["WORKTREE_PATH"] = agent.Worktree ?? "", ["DEPTH"] = agent.Depth.ToString(System.Globalization.CultureInfo.InvariantCulture), ["TRACKER_NAME"] = "ov task",
        }, Gates(app.Config));
        return CommandRewriter.Rewrite(filled, agent.Role).Text.Trim();
    }

    /// <summary>Every definition with what becomes of its command lines.</summary>
    public static IReadOnlyList<AdoptedDefinition> Report(OvConfig config)
    {
        var folder = Folder(config);
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .Select(file => (Role: Path.GetFileNameWithoutExtension(file), Text: Text(file))).Where(found => found.Text is { } text && !IsOurs(found.Role, text))
            .Select(found => Of(Path.GetRelativePath(config.ProjectRoot, Path.Combine(folder, found.Role + ".md")), found.Role, CommandRewriter.Rewrite(found.Text!, found.Role).Uses))];
    }

    private static AdoptedDefinition Of(string file, string role, IReadOnlyList<CommandUse> uses) => new(
        role, file, uses.Count(use => use.Kind == RuleKind.Same && use.Theirs == use.Ours), uses.Count(use => use.Kind != RuleKind.Unserved && use.Theirs != use.Ours),
        [.. uses.Where(use => use.Kind == RuleKind.Unserved).Select(use => use.Words).Distinct().Order(StringComparer.Ordinal)]);

    private static string Folder(OvConfig config) => Path.GetFullPath(config.Setting(ConfigKeys.RoleDefinitions).Found, config.ProjectRoot);

    private static string? FileOf(OvConfig config, string role)
    {
        var plain = Path.Combine(Folder(config), role + ".md");
        return File.Exists(plain) ? plain
            : RoleManifest.Read(config).Roles.FirstOrDefault(known => known.Name == role) is { } named && Path.Combine(Folder(config), named.File) is var other && File.Exists(other) ? other
            : null;
    }

    private static bool IsOurs(string role, string text) => text.ReplaceLineEndings("\n") == BuiltInRoles.Text(role);

    private static string? Text(string file) => new FileInfo(file) is { LinkTarget: null, Length: < LargestFile } ? File.ReadAllText(file, Encoding.UTF8) : null;

    private static string Gates(OvConfig config) => config.Setting(ConfigKeys.Gates).Found.Concat(config.Setting(ConfigKeys.QualityGates).Found)
        .Select(gate => $"`{gate.ShownText}`").Distinct().ToList() is { Count: > 0 } gates ? string.Join(", ", gates) : "the project's checks";

    /// <summary>Placeholders that nobody knows stay: the tracker's is a command's word, which the rewriting reads.</summary>
    private static string Fill(string text, Dictionary<string, string> values, string gates)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open && text.IndexOf("}}", open, StringComparison.Ordinal) is >= 0 and var close)
        {
            var name = text[(open + 2)..close];
            filled.Append(text, at, open - at);
            filled.Append(name.StartsWith("QUALITY_GATE", StringComparison.Ordinal) ? gates : values.TryGetValue(name, out var value) ? value : text[open..(close + 2)]);
            at = close + 2;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }
}

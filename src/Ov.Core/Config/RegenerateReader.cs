namespace Ov.Core.Config;

/// <summary>Reads <c>merge.regenerate</c>.</summary>
internal static class RegenerateReader
{
    private const string Glob = "a glob inside the project";

    public static IReadOnlyList<RegenerateRule> Rules(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigList list)
        {
            complaints.Wrong(node, key, "a list of {paths, command, timeout}");
            return [];
        }

        return [.. list.Items.Select((item, index) => Rule(item, Expect.Item(key, index), complaints)).OfType<RegenerateRule>()];
    }

    private static RegenerateRule? Rule(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map || !map.Entries.TryGetValue("paths", out var paths) || !map.Entries.ContainsKey("command"))
        {
            complaints.Wrong(node, key, "a map with paths and command");
            return null;
        }

        var globs = paths is ConfigScalar ? [Expect.Text(Glob, Expect.IsInnerPath)(paths, $"{key}.paths", complaints)]
            : Expect.Texts(Glob, Expect.IsInnerPath)(paths, $"{key}.paths", complaints);
        var command = CommandReader.Timed(map, key, CommandKind.Regenerate, string.Join(", ", globs), complaints, "paths");
        return command is null || globs.Count == 0 || globs.Any(glob => glob.Length == 0) ? null
            : new RegenerateRule(globs, command.Timeout == CommandReader.NoTimeoutGiven ? command with { Timeout = CommandReader.SetupTimeout } : command);
    }
}

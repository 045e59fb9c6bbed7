
namespace Ov.Core.Config;

/// <summary>All layers in one: where values are looked up, and what is wrong whichever key is asked for.</summary>
/// <param name="Unreadable">The fault of a file that could not be read at all; nobody can know what it would have said.</param>
internal sealed record ConfigTree(ConfigNode Root, ConfigProblem? Unreadable, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>Merges the layers, lowest first.</summary>
    public static ConfigTree Of(IEnumerable<ConfigNode> layers, IReadOnlyList<ConfigProblem> faults)
    {
        ConfigNode root = new ConfigMap(ConfigOrigin.Default, new Dictionary<string, ConfigNode>());
        var problems = new List<ConfigProblem>(faults);
        foreach (var layer in layers)
        {
            CheckNames(layer, "", problems);
            root = ConfigNode.Merge(root, layer);
        }

        return new(root, faults.FirstOrDefault(f => f.IsError), problems);
    }

    /// <summary>The written value of a key, or null when nobody wrote one; own name before alias within a layer.</summary>
    public ConfigNode? Find(ConfigKey key, out ConfigProblem? obstacle)
    {
        ConfigNode? found = null;
        obstacle = null;
        foreach (var name in key.Names)
        {
            if (Find(name, out var blocked) is { } node && (found is null || node.Origin.Source > found.Origin.Source))
            {
                found = node;
            }

            obstacle ??= blocked;
        }

        return found;
    }

    private ConfigNode? Find(string path, out ConfigProblem? obstacle)
    {
        var node = Root;
        var walked = "";
        obstacle = null;
        foreach (var word in path.Split('.'))
        {
            if (node is not ConfigMap map)
            {
                obstacle = NoSection(node, walked);
                return null;
            }

            if (!map.Entries.TryGetValue(word, out var next) || next.IsEmpty)
            {
                return null;
            }

            (node, walked) = (next, walked.Length == 0 ? word : $"{walked}.{word}");
        }

        return node;
    }

    private static ConfigProblem NoSection(ConfigNode node, string path) =>
        new(true, path, node.Origin, $"{path} must hold keys of its own, not {node.Shown}.");

    private static void CheckNames(ConfigNode node, string path, List<ConfigProblem> problems)
    {
        if (node is not ConfigMap map)
        {
            problems.Add(NoSection(node, path));
            return;
        }

        foreach (var (word, value) in map.Entries)
        {
            var full = path.Length == 0 ? word : $"{path}.{word}";
            if (IsLeaf(full))
            {
                continue;
            }

            if (!IsSection(full))
            {
                problems.Add(ConfigComplaints.UnknownKey(value.Origin, full, NearestTo(full, word)));
            }
            else if (!value.IsEmpty)
            {
                CheckNames(value, full, problems);
            }
        }
    }

    private static IEnumerable<string> KnownPaths => ConfigKeys.All.SelectMany(k => k.Names).Concat(ConfigKeys.Unused);

    private static bool IsLeaf(string path) => KnownPaths.Contains(path);

    private static bool IsSection(string path) => KnownPaths.Any(known => known.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>A right word in the wrong section is offered before a similar one.</summary>
    private static string? NearestTo(string full, string word)
    {
        var own = ConfigKeys.All.Select(k => k.Path).ToList();
        return own.FirstOrDefault(path => path.EndsWith("." + word, StringComparison.OrdinalIgnoreCase))
            ?? Nearest.To(full, own.Concat(own.SelectMany(Sections)).Distinct());
    }

    private static IEnumerable<string> Sections(string path) =>
        path.Select((letter, index) => (letter, index)).Where(at => at.letter == '.').Select(at => path[..at.index]);
}

namespace Ov.Core.Config;

/// <summary>The layer of <c>OV_CONFIG__SECTION__KEY</c> variables; letters' case and single underscores do not matter.</summary>
internal static class ConfigVariables
{
    private const string Prefix = "OV_CONFIG__";

    public static string NameOf(string path) => Prefix + path.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The variables as one map; what fits no key becomes a warning.</summary>
    public static ConfigNode Read(IReadOnlyDictionary<string, string> variables, List<ConfigProblem> problems)
    {
        ConfigNode layer = Map(new(ConfigSource.Variable, Prefix), []);
        foreach (var (name, value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && value.Length > 0 && Entry(name, value, problems) is { } entry)
            {
                layer = ConfigNode.Merge(layer, entry);
            }
        }

        return layer;
    }

    private static ConfigNode? Entry(string name, string value, List<ConfigProblem> problems)
    {
        var origin = new ConfigOrigin(ConfigSource.Variable, name);
        var parts = name[Prefix.Length..].Split("__");
        foreach (var (path, type) in Paths())
        {
            var words = path.Split('.');
            if (words.Length <= parts.Length && (type == ConfigType.Map || words.Length == parts.Length) && words.Zip(parts).All(pair => Same(pair.First, pair.Second)))
            {
                IEnumerable<string> below = parts[words.Length..].Select(p => p.ToLowerInvariant());
                var leaf = Value(value, origin, type is ConfigType.List or ConfigType.Map);
                return words.Concat(below).Reverse().Aggregate(leaf, (inner, word) => Map(origin, new() { [word] = inner }));
            }
        }

        problems.Add(ConfigComplaints.UnknownKey(origin, name, Nearest.To(name, Paths().Select(p => NameOf(p.Path)))));
        return null;
    }

    private static IEnumerable<(string Path, ConfigType Type)> Paths() =>
        ConfigKeys.All.SelectMany(key => key.Names.Select(n => (n, key.Type))).Concat(ConfigKeys.Unused.Select(path => (path, ConfigType.Map)));

    private static bool Same(string word, string part) =>
        string.Equals(word, part.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>Lists and maps may be written as in YAML; what is no YAML is text, such as <c>[ -x a ] &amp;&amp; ./a</c>.</summary>
    private static ConfigNode Value(string value, ConfigOrigin origin, bool mayBeYaml) =>
        mayBeYaml && value[0] is ('[' or '{') && YamlReader.Read(value, ConfigSource.Variable, origin.Place, out _) is { } node
            ? node : new ConfigScalar(origin, value, IsPlain: false);

    private static ConfigMap Map(ConfigOrigin origin, Dictionary<string, ConfigNode> entries) => new(origin, entries);
}

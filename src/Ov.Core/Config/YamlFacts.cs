using System.Globalization;

namespace Ov.Core.Config;

/// <summary>What a YAML text says, each value by its path: two texts that say the same have the same facts, however they are written.</summary>
internal static class YamlFacts
{
    /// <summary>Null when the text is not valid.</summary>
    public static Dictionary<string, string>? Of(string text)
    {
        var facts = new Dictionary<string, string>();
        var root = YamlReader.Read(text, ConfigSource.Shared, "", out var problem);
        if (problem is not null || root is not (null or ConfigMap or { IsEmpty: true }))
        {
            return null;
        }

        Gather(root, "", facts);
        return facts;
    }

    /// <summary>Whether a fact is that of the path, or of something below it.</summary>
    public static bool IsAt(string fact, string path) => fact == path || (fact.StartsWith(path, StringComparison.Ordinal) && fact[path.Length] is '.' or '[' or '{');

    private static void Gather(ConfigNode? node, string path, Dictionary<string, string> facts)
    {
        switch (node)
        {
            case null or { IsEmpty: true }:
                return;
            case ConfigScalar scalar:
                facts[path] = scalar.Text;
                return;
            case ConfigList list:
                facts[path + "[]"] = list.Items.Count.ToString(CultureInfo.InvariantCulture);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Gather(list.Items[i], Expect.Item(path, i), facts);
                }

                return;
            case ConfigMap map:
                foreach (var (key, value) in map.Entries)
                {
                    Gather(value, path.Length == 0 ? key : $"{path}.{key}", facts);
                }

                return;
        }
    }
}

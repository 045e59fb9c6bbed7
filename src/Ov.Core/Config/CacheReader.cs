namespace Ov.Core.Config;

/// <summary>Reads <c>worktrees.caches</c>.</summary>
internal static class CacheReader
{
    private const string InnerPath = "a path inside the project";

    private static readonly string[] Words = ["path", "key"];

    public static IReadOnlyList<CacheSpec> Caches(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigList list)
        {
            complaints.Wrong(node, key, "a list of {path, key}");
            return [];
        }

        return [.. list.Items.Select((item, index) => Cache(item, Expect.Item(key, index), complaints)).OfType<CacheSpec>()];
    }

    private static CacheSpec? Cache(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map || !map.Entries.TryGetValue("path", out var path) || !map.Entries.TryGetValue("key", out var files))
        {
            complaints.Wrong(node, key, "a map with path and key");
            return null;
        }

        foreach (var (word, value) in map.Entries.Where(entry => !Words.Contains(entry.Key)))
        {
            complaints.Unknown(value, $"{key}.{word}", Nearest.To(word, Words) is { } near ? $"{key}.{near}" : null);
        }

        var folder = Expect.Text(InnerPath, Expect.IsInnerPath)(path, $"{key}.path", complaints);
        var names = files is ConfigScalar ? [Expect.Text(InnerPath, Expect.IsInnerPath)(files, $"{key}.key", complaints)]
            : Expect.Texts(InnerPath, Expect.IsInnerPath)(files, $"{key}.key", complaints);
        return folder.Length > 0 && names.Count > 0 ? new CacheSpec(folder.TrimEnd('/'), names) : null;
    }
}

using System.Text;

namespace Ov.Core.Config;

/// <summary>A piece of configuration as written, whichever layer it came from, with the place it was written at.</summary>
internal abstract record ConfigNode(ConfigOrigin Origin)
{
    private const int LongestText = 2000;

    /// <summary>A key without a value counts as not written.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>How a complaint names this value.</summary>
    public abstract string Shown { get; }

    /// <summary>The value on one line, cut where it gets long: anchors can make a small file stand for a huge value.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    /// <summary>The upper layer wins; maps are merged key by key.</summary>
    public static ConfigNode Merge(ConfigNode lower, ConfigNode upper)
    {
        if (upper.IsEmpty || lower is not ConfigMap below || upper is not ConfigMap above)
        {
            return upper.IsEmpty ? lower : upper;
        }

        var merged = new Dictionary<string, ConfigNode>(below.Entries);
        foreach (var (key, node) in above.Entries)
        {
            merged[key] = merged.TryGetValue(key, out var covered) ? Merge(covered, node) : node;
        }

        return above with { Entries = merged };
    }

    protected abstract void Write(StringBuilder text);

    protected static void WriteAll(StringBuilder text, char open, IEnumerable<(string Label, ConfigNode Value)> parts, char close)
    {
        text.Append(open);
        var between = "";
        foreach (var (label, value) in parts)
        {
            text.Append(between).Append(label);
            if (text.Length > LongestText)
            {
                text.Append("...");
                break;
            }

            value.Write(text);
            between = ", ";
        }

        text.Append(close);
    }
}

internal sealed record ConfigScalar(ConfigOrigin Origin, string Text, bool IsPlain) : ConfigNode(Origin)
{
    public override bool IsEmpty => IsPlain && Text is "" or "~" or "null";

    public override string Shown => $"\"{Shorten(Text)}\"";

    protected override void Write(StringBuilder text) => text.Append(Text);

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}

internal sealed record ConfigList(ConfigOrigin Origin, IReadOnlyList<ConfigNode> Items) : ConfigNode(Origin)
{
    public override string Shown => "a list";

    protected override void Write(StringBuilder text) => WriteAll(text, '[', Items.Select(item => ("", item)), ']');
}

internal sealed record ConfigMap(ConfigOrigin Origin, IReadOnlyDictionary<string, ConfigNode> Entries) : ConfigNode(Origin)
{
    public override string Shown => "a map";

    /// <summary>What lies at a dotted path; null when nothing does.</summary>
    public ConfigNode? At(string path) => path.Split('.').Aggregate((ConfigNode?)this, (node, word) => (node as ConfigMap)?.Entries.GetValueOrDefault(word));

    protected override void Write(StringBuilder text) => WriteAll(text, '{', Entries.Select(entry => (entry.Key + ": ", entry.Value)), '}');
}

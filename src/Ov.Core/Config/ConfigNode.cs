namespace Ov.Core.Config;

/// <summary>A piece of configuration as written, whichever layer it came from, with the place it was written at.</summary>
internal abstract record ConfigNode(ConfigOrigin Origin)
{
    /// <summary>A key without a value counts as not written.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>How a complaint names this value.</summary>
    public abstract string Shown { get; }

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
}

internal sealed record ConfigScalar(ConfigOrigin Origin, string Text, bool IsPlain) : ConfigNode(Origin)
{
    public override bool IsEmpty => IsPlain && Text is "" or "~" or "null";

    public override string Shown => $"\"{Shorten(Text)}\"";

    public override string ToString() => Text;

    private static string Shorten(string text)
    {
        var oneLine = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return oneLine.Length <= 60 ? oneLine : oneLine[..57] + "...";
    }
}

internal sealed record ConfigList(ConfigOrigin Origin, IReadOnlyList<ConfigNode> Items) : ConfigNode(Origin)
{
    public override string Shown => "a list";

    public override string ToString() => $"[{string.Join(", ", Items)}]";
}

internal sealed record ConfigMap(ConfigOrigin Origin, IReadOnlyDictionary<string, ConfigNode> Entries) : ConfigNode(Origin)
{
    public override string Shown => "a map";

    public override string ToString() => $"{{{string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value}"))}}}";
}

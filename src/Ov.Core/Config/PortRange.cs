using System.Globalization;

namespace Ov.Core.Config;

/// <summary>The ports that worktrees may be given, both ends included.</summary>
public sealed record PortRange(int First, int Last)
{
    /// <summary>Below the ports that Linux and macOS hand out by themselves.</summary>
    public static readonly PortRange Default = new(21_000, 29_999);

    public int Size => Last - First + 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    /// <summary>Null for anything but two ports with a dash between, the lower first, none of the system's own.</summary>
    public static PortRange? Parse(string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var first, var last]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
        && from >= 1024 && from <= to && to <= 65_535
            ? new PortRange(from, to) : null;
}

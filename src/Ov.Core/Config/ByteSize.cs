using System.Globalization;

namespace Ov.Core.Config;

/// <summary>Sizes as people write them: <c>500MB</c>, <c>2GB</c>, or bytes. A thousand is 1024 here, as <c>df -h</c> has it.</summary>
public static class ByteSize
{
    private static readonly (string Unit, long Factor)[] Units = [("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1)];

    /// <summary>Null for anything else, and for what does not fit.</summary>
    public static long? Parse(string text)
    {
        var trimmed = text.Trim();
        var (_, factor) = Units.FirstOrDefault(u => trimmed.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var unit = Units.FirstOrDefault(u => trimmed.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase)).Unit ?? "";
        return long.TryParse(trimmed.AsSpan(0, trimmed.Length - unit.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue / Math.Max(factor, 1) ? number * Math.Max(factor, 1) : null;
    }

    public static string Text(long bytes)
    {
        var (unit, factor) = Units.First(u => bytes >= u.Factor || u.Factor == 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / factor:0.#} {unit}");
    }
}

using System.Globalization;

namespace Ov.Core.Completing;

/// <summary>The numbers whose digits begin as typed, as ranges that an index can look up: 1 means 1, 10–19, 100–199 and so on.</summary>
internal readonly record struct NumberRange(long First, long Last)
{
    private const long Largest = 9_999_999;

    /// <summary>Nothing typed means all; what is no number means none.</summary>
    public static IEnumerable<NumberRange> Of(string prefix)
    {
        if (prefix.Length == 0)
        {
            return [new NumberRange(0, Largest)];
        }

        return prefix[0] != '0' && long.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? From(typed) : [];
    }

    private static IEnumerable<NumberRange> From(long typed)
    {
        for (long size = 1, first = typed; first <= Largest; size *= 10, first = typed * size)
        {
            yield return new NumberRange(first, first + size - 1);
        }
    }
}

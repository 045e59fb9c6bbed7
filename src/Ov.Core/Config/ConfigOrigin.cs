using System.Globalization;

namespace Ov.Core.Config;

/// <summary>Where a value was written, so that every complaint can point at it.</summary>
/// <param name="Place">File relative to the project, variable name, or the word <c>default</c>.</param>
/// <param name="Line">Counted from 1; 0 where lines mean nothing.</param>
public sealed record ConfigOrigin(ConfigSource Source, string Place, int Line = 0)
{
    public static readonly ConfigOrigin Default = new(ConfigSource.Default, "default");

    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Place}:{Line}") : Place;
}

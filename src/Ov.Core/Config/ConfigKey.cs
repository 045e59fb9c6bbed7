namespace Ov.Core.Config;

/// <summary>One row of the table of keys: the single truth for reading, help, documentation and schema.</summary>
/// <param name="Path">Dotted path as written in the file.</param>
/// <param name="DefaultText">The default as a user would write it; empty when there is none.</param>
/// <param name="Allowed">Completes "must be …".</param>
/// <param name="Description">One line for a user.</param>
/// <param name="Aliases">Overstory's name for the same thing; our own wins when one layer has both.</param>
public abstract record ConfigKey(string Path, ConfigType Type, string DefaultText, string Allowed, string Description, IReadOnlyList<string> Aliases)
{
    /// <summary>The environment variable that sets this key.</summary>
    public string Variable => ConfigVariables.NameOf(Path);

    /// <summary>The words of a choice; empty for every other type.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The least of a whole number, or of a duration in milliseconds.</summary>
    public int? Least { get; init; }

    internal IEnumerable<string> Names => Aliases.Prepend(Path);

    internal abstract Setting SettingIn(OvConfig config);
}

/// <summary>A key whose value is read as <typeparamref name="T"/>.</summary>
public sealed record ConfigKey<T> : ConfigKey
{
    internal ConfigKey(string path, ConfigType type, T standard, string defaultText, string allowed, string description, string[] aliases, ReadValue<T> read)
        : base(path, type, defaultText, allowed, description, aliases)
    {
        (Default, Read) = (standard, read);
    }

    public T Default { get; }

    internal ReadValue<T> Read { get; }

    /// <summary>A rule against another key: the sentence that names the fault, or null.</summary>
    internal Func<OvConfig, T, string?>? Against { get; init; }

    internal override Setting SettingIn(OvConfig config) => config.Setting(this);
}

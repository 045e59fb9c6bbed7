namespace Ov.Core.Config;

/// <summary>One key's value as found: what is in force, where it comes from, and what is wrong with it.</summary>
/// <param name="Text">The value as a user would write it.</param>
public abstract record Setting(ConfigKey Key, string Text, ConfigOrigin Origin, IReadOnlyList<ConfigProblem> Problems)
{
    public bool IsDefault => Origin.Source == ConfigSource.Default;

    public bool IsBroken => Problems.Any(p => p.IsError);

    /// <summary>The value as written; null for a default.</summary>
    internal ConfigNode? Node { get; init; }

    /// <summary>What lies at a path below a map's key; empty when nothing does.</summary>
    public string TextAt(string below) => (Node as ConfigMap)?.At(below)?.ToString() ?? "";

    /// <exception cref="OvException">invalid-config, with file, line, key and what is allowed.</exception>
    public abstract void RequireSound();
}

/// <summary>The typed form; a broken value throws only when somebody asks for it.</summary>
public sealed record Setting<T>(ConfigKey<T> Definition, T Found, string Text, ConfigOrigin Origin, IReadOnlyList<ConfigProblem> Problems)
    : Setting(Definition, Text, Origin, Problems)
{
    /// <summary>The value; throws <c>invalid-config</c> naming file, line, key and what is allowed.</summary>
    public T Value => Problems.FirstOrDefault(p => p.IsError) is { } problem ? throw Refusal(problem) : Found;

    public override void RequireSound() => _ = Value;

    private OvException Refusal(ConfigProblem problem) =>
        new(ErrorCode.InvalidConfig, problem.ToString(), problem.Key.Length == 0
            ? $"Correct {problem.Origin.Place}; this command needs {Definition.Path} from it."
            : DefaultText.Length == 0 ? "Correct or remove it." : $"Correct it, or remove it for the default {DefaultText}.")
        {
            Facts = new Dictionary<string, string> { ["key"] = problem.Key, ["origin"] = problem.Origin.ToString() },
        };

    private string DefaultText => Definition.DefaultText;
}

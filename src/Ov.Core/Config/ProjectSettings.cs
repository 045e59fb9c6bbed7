namespace Ov.Core.Config;

/// <summary>What the configuration says about the project itself; null where git or the folder knows better.</summary>
public readonly record struct ProjectSettings(OvConfig Config)
{
    public string? Name => Config.Get(ConfigKeys.ProjectName) is { Length: > 0 } name ? name : null;

    public string? CanonicalBranch => Config.Get(ConfigKeys.CanonicalBranch) is { Length: > 0 } branch ? branch : null;
}

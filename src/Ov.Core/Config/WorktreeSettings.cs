namespace Ov.Core.Config;

/// <summary>Where worktrees go and how their branches are named.</summary>
public readonly record struct WorktreeSettings(OvConfig Config)
{
    /// <summary>Absolute path; beside the project unless configured.</summary>
    public string Directory => Path.GetFullPath(Config.Get(ConfigKeys.WorktreeDir) is { Length: > 0 } dir ? dir : $"../{RepositoryName}.worktrees", Config.ProjectRoot);

    /// <summary>Template with <c>{agent}</c>, <c>{number}</c>, <c>{slug}</c>, <c>{run}</c>.</summary>
    public string BranchTemplate => Config.Get(ConfigKeys.WorktreeBranch);

    private string RepositoryName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Config.ProjectRoot));
}

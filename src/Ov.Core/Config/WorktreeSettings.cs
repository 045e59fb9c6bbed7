namespace Ov.Core.Config;

/// <summary>Where worktrees go and how their branches are named.</summary>
public readonly record struct WorktreeSettings(OvConfig Config)
{
    /// <summary>Absolute path; beside the project unless configured.</summary>
    public string Directory => Path.GetFullPath(Config.Get(ConfigKeys.WorktreeDir) is { Length: > 0 } dir ? dir : $"../{RepositoryName}.worktrees", Config.ProjectRoot);

    /// <summary>Template with <c>{agent}</c>, <c>{number}</c>, <c>{slug}</c>, <c>{run}</c>.</summary>
    public string BranchTemplate => Config.Get(ConfigKeys.WorktreeBranch);

    public PortRange PortRange => Config.Get(ConfigKeys.PortRange);

    /// <summary>Ports of each worktree; 0 for none.</summary>
    public int PortCount => Config.Get(ConfigKeys.PortCount);

    /// <summary>Checkouts hold only the folders of their scope.</summary>
    public bool SparseByScope => Config.Get(ConfigKeys.SparseByScope);

    public IReadOnlyList<string> SparseAlways => Config.Get(ConfigKeys.SparseAlways);

    /// <summary>Bytes that new worktrees must leave free.</summary>
    public long DiskReserve => Config.Get(ConfigKeys.DiskReserve);

    public IReadOnlyList<CacheSpec> Caches => Config.Get(ConfigKeys.Caches);

    /// <summary>Kept folders are copied where they cannot be cloned.</summary>
    public bool CacheByCopy => Config.Get(ConfigKeys.CacheByCopy);

    public bool CacheSkipsSetup => Config.Get(ConfigKeys.CacheSkipsSetup);

    public long CacheSize => Config.Get(ConfigKeys.CacheSize);

    public TimeSpan CacheAge => Config.Get(ConfigKeys.CacheAge);

    private string RepositoryName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Config.ProjectRoot));
}

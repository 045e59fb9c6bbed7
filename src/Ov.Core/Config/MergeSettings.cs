namespace Ov.Core.Config;

/// <summary>How landings happen.</summary>
public readonly record struct MergeSettings(OvConfig Config)
{
    public MergePolicy Policy => Config.Get(ConfigKeys.MergePolicy);

    public CheckoutSync SyncCheckout => Config.Get(ConfigKeys.SyncCheckout);

    /// <summary>Plain branch names.</summary>
    public IReadOnlyList<string> Protected => Config.Get(ConfigKeys.ProtectedBranches);

    public TimeSpan GateTimeout => Config.Get(ConfigKeys.GateTimeout);
}

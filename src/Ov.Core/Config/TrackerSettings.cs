namespace Ov.Core.Config;

/// <summary>Where issues are kept outside of the ledger (Overstory's <c>taskTracker</c>).</summary>
public readonly record struct TrackerSettings(OvConfig Config)
{
    public bool Enabled => Config.Get(ConfigKeys.TrackerEnabled);

    /// <summary>Null: whatever has a folder in the project.</summary>
    public string? Backend => Config.Get(ConfigKeys.TrackerBackend);

    /// <summary>New open issues become tasks by themselves.</summary>
    public bool Import => Config.Get(ConfigKeys.TrackerImport);
}

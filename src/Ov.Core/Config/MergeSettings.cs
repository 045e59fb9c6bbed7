namespace Ov.Core.Config;

/// <summary>How landings happen.</summary>
public readonly record struct MergeSettings(OvConfig Config)
{
    public MergePolicy Policy => Config.Get(ConfigKeys.MergePolicy);

    public MergeStrategy Strategy => Config.Get(ConfigKeys.Strategy);

    public CheckoutSync SyncCheckout => Config.Get(ConfigKeys.SyncCheckout);

    /// <summary>Plain branch names.</summary>
    public IReadOnlyList<string> Protected => Config.Get(ConfigKeys.ProtectedBranches);

    /// <summary>Globs of files whose changes land by the operator's word only.</summary>
    public IReadOnlyList<string> ProtectedPaths => Config.Get(ConfigKeys.ProtectedPaths);

    public PublishMode Publish => Config.Get(ConfigKeys.Publish);

    /// <summary>The program that speaks with the forge; null: whatever the remote's address tells.</summary>
    public string? Forge => Config.Get(ConfigKeys.Forge);

    /// <summary>Globs of files whose lines are an ordered set.</summary>
    public IReadOnlyList<string> OrderedSets => Config.Get(ConfigKeys.OrderedSets);

    /// <summary>Files that are made, not written, with what makes them.</summary>
    public IReadOnlyList<RegenerateRule> Regenerate => Config.Get(ConfigKeys.Regenerate);

    /// <summary>What is asked about conflicts that no rule resolves; null for nobody.</summary>
    public CommandSpec? Resolver => Config.Get(ConfigKeys.Resolver) is [var command, ..] ? command : null;

    /// <summary>Most branches that are gated at once.</summary>
    public int Train => Config.Get(ConfigKeys.Train);

    /// <summary>Most candidates whose gates run at once.</summary>
    public int ParallelGates => Config.Get(ConfigKeys.ParallelGates);

    /// <summary>Most gates and tests of this project that run at once, whoever runs them.</summary>
    public int BuildSlots => Config.Get(ConfigKeys.BuildSlots) is > 0 and var slots ? slots : Math.Max(2, System.Environment.ProcessorCount / 2);

    public TimeSpan GateTimeout => Config.Get(ConfigKeys.GateTimeout);
}

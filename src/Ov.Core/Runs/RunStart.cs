using Ov.Core.Config;
using Ov.Core.Templates;

namespace Ov.Core.Runs;

/// <summary>What was asked for when a run starts; null lets the rules choose.</summary>
/// <param name="Name">Also the end of the new branch <c>ov/&lt;name&gt;</c>; else the next free <c>run-N</c>.</param>
/// <param name="Target">An existing branch; the default branch becomes a target only here.</param>
/// <param name="Strategy">How its branches land; else what the settings say now.</param>
/// <param name="Mode">Whether they land unreviewed; else what the settings say at each landing.</param>
public sealed record RunStart(string? Name = null, string? Target = null, string Objective = "", MergeStrategy? Strategy = null, RunMode? Mode = null)
{
    /// <summary>What the remote gets of its landings; else what the settings say at each landing.</summary>
    public PublishMode? Publish { get; init; }

    /// <summary>How its work goes; null: nothing starts by itself.</summary>
    public RunTemplate? Template { get; init; }
}

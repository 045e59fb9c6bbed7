using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Planning;
using Ov.Core.Runs;

namespace Ov.Core.Templates;

/// <summary>How the work of a run goes, as data. A run keeps the one it was started with: a file that is edited later changes nothing.</summary>
/// <param name="Stage">The stage that a run begins in; tasks start by themselves in <c>executing</c> only (S0-33).</param>
/// <param name="Loop">Whether the tick starts tasks from the beginning.</param>
/// <param name="Phases">What each task goes through, in the order of <see cref="Phase"/>.</param>
/// <param name="Roles">Who does a phase.</param>
/// <param name="Feedback">Whether a person is asked about the result once everything is done.</param>
/// <param name="Emergent">Whether more work is looked for once nothing is left to do; null for never.</param>
public sealed record RunTemplate(
    string Name, string About, string Stage, bool Loop, IReadOnlyList<Phase> Phases, IReadOnlyDictionary<string, string> Roles,
    DispatchPolicy Dispatch, Ceilings Ceilings, ExitPolicy Exit, bool Feedback = false, EmergentPolicy? Emergent = null)
{
    /// <summary>The one that counts where a run was started without any.</summary>
    public const string Default = "leads";

    /// <summary>The stage in which tasks start.</summary>
    public const string Executing = "executing";

    /// <summary>The stage that an approved plan ends.</summary>
    public const string Planning = "planning";

    /// <summary>What a run goes by.</summary>
    public static RunTemplate Of(RunRecord run) => run.Policy is { } json ? JsonSerializer.Deserialize(json, RunTemplateJson.Default.RunTemplate)! : TemplateSource.BuiltIn(Default);

    public string ToJson() => JsonSerializer.Serialize(this, RunTemplateJson.Default.RunTemplate);

    public bool Has(Phase phase) => Phases.Contains(phase);
}

/// <summary>What a task goes through. Those before <see cref="Implement"/> keep it from starting, those after it keep it from landing.</summary>
[JsonConverter(typeof(SnakeEnum<Phase>))]
public enum Phase
{
    /// <summary>Of the whole run, in the stage of planning: somebody looks at what is asked for, and somebody makes the tasks of it (S1-10, S1-11).</summary>
    Explore,

    /// <summary>Somebody writes a plan note.</summary>
    Plan,

    /// <summary>The task's own work.</summary>
    Implement,

    /// <summary>Somebody looks whether what is claimed is there.</summary>
    Confirm,

    /// <summary>The project's gates run in the task's worktree.</summary>
    Verify,

    /// <summary>Somebody reviews it.</summary>
    Review,

    /// <summary>A person says yes to the landing.</summary>
    Commit,
}

/// <summary>How the tick starts tasks.</summary>
/// <param name="PerTick">Most starts in one tick; 0 is everything that is ready.</param>
/// <param name="CooldownSeconds">Pause after a start; over at once when an agent ends.</param>
/// <param name="Cap">Most live agents of the run; 0 leaves it to the project's limits.</param>
/// <param name="Serial">One package after another: a group, or a task of no group.</param>
/// <param name="Stack">A task may begin on the branch of the one that it needs, once that is reported and before it has landed.</param>
public sealed record DispatchPolicy(int PerTick, int CooldownSeconds, int Cap, bool Serial, bool Stack = false);

/// <param name="Attempts">A task that took this many agents is not started again by itself.</param>
public sealed record Ceilings(int Attempts);

/// <summary>When the run is complete; null leaves it to the settings of coordinators.</summary>
public sealed record ExitPolicy(bool? AllAgentsDone, bool? TaskTrackerEmpty, bool? OnShutdownSignal);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunTemplate))]
internal sealed partial class RunTemplateJson : JsonSerializerContext;

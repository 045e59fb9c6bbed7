using System.Text.Json.Serialization;
using Ov.Core.Runtimes.Survey;
using Ov.Core.Runtimes.Trial;

namespace Ov.Commands.Runtimes;

internal sealed record RuntimeListAnswer(IReadOnlyList<RuntimeItem> Runtimes)
{
    public int Count => Runtimes.Count;
}

/// <param name="Permissions">What each access mode allows, in the runtime's own terms.</param>
/// <param name="Settings">What the configuration says of it.</param>
/// <param name="Rehearsal">The turn it would be given.</param>
/// <param name="OutboxWords">What comes of a sandbox that forbids the ledger or git's folder.</param>
internal sealed record RuntimeShowAnswer(RuntimeItem Runtime, IReadOnlyList<RehearsedAccess> Permissions, IReadOnlyList<RuntimeSetting> Settings, RuntimeRehearsal Rehearsal, string OutboxWords);

internal sealed record RuntimeTestAnswer(bool DryRun, IReadOnlyList<TrialResult> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RuntimeListAnswer))]
[JsonSerializable(typeof(RuntimeShowAnswer))]
[JsonSerializable(typeof(RuntimeTestAnswer))]
internal sealed partial class RuntimeJson : JsonSerializerContext;

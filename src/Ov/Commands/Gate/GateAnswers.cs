using System.Text.Json.Serialization;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Reviewing;

namespace Ov.Commands.Gates;

/// <summary>Gates, and what else waits for a word of the operator.</summary>
/// <param name="Questions">Questions and escalations by mail; only among what is pending.</param>
internal sealed record GateListAnswer(IReadOnlyList<GateItem> Gates, IReadOnlyList<ReviewItem> Questions)
{
    public int Count => Gates.Count + Questions.Count;
}

/// <summary>One gate.</summary>
internal sealed record GateShowAnswer(GateItem Gate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(GateListAnswer))]
[JsonSerializable(typeof(GateShowAnswer))]
internal sealed partial class GateJson : JsonSerializerContext;

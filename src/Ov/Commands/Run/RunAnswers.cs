using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <param name="Run">Null when there is no active run, as in Overstory.</param>
/// <param name="Message">Said instead of a run.</param>
internal sealed record RunAnswer(RunItem? Run, string? Message = null);

internal sealed record RunListAnswer(IReadOnlyList<RunItem> Runs, int Total);

/// <param name="CanceledTasks">Ids of what was not finished.</param>
internal sealed record RunAbortAnswer(RunItem Run, IReadOnlyList<string> CanceledTasks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunListAnswer))]
[JsonSerializable(typeof(RunAbortAnswer))]
internal sealed partial class RunJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Ov.Cli;

/// <summary>For commands whose exit status is the answer: nothing beside the envelope.</summary>
internal sealed record NoFields;

/// <summary>For commands that answer with a page of text.</summary>
internal sealed record TextAnswer(string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NoFields))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(QueuedAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;

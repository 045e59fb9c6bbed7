using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Showing;

/// <summary>Anything that <c>ov show</c> found, in one shape.</summary>
/// <param name="Kind">agent, task, run, mail, note, merge, group, worktree or gate.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Empty for what has none.</param>
/// <param name="Fields">What is known of it, by name; empty values are left out.</param>
/// <param name="Body">Its text: of a task, a mail, a note.</param>
/// <param name="History">The newest events about it, newest first.</param>
/// <param name="More">The command that shows more, or acts on it.</param>
public sealed record Thing(
    string Kind, string Id, string Name, string State, string Title, IReadOnlyDictionary<string, string> Fields, string Body,
    IReadOnlyList<ThingEvent> History, string More);

/// <summary>One recorded change.</summary>
public sealed record ThingEvent(DateTimeOffset At, string Type, string? Actor, string? Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(Thing))]
public sealed partial class ThingJson : JsonSerializerContext;

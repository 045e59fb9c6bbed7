using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Lessons;

/// <summary>Something learned that later work should know. Its text never changes: what turns out otherwise is superseded or retired.</summary>
/// <param name="NoteId">The note that holds its text.</param>
/// <param name="Domain">The part of the project or craft it is about.</param>
/// <param name="Type">convention, pattern, failure, decision, reference, guide; what was imported may have others.</param>
/// <param name="Reason">Why it is no longer current.</param>
/// <param name="Resolution">Of a failure: what helps.</param>
/// <param name="Files">Paths or globs it is about.</param>
/// <param name="Evidence">Where it comes from: commit, task, file, issue…</param>
/// <param name="Source">The id it had where it was imported from.</param>
/// <param name="Worked">How often somebody reported that it held.</param>
/// <param name="Failed">How often it did not.</param>
public sealed record Lesson(
    string NoteId, string Domain, string Type, [property: JsonPropertyName("classification")] LessonClass Class, LessonState State, string? Reason,
    string? ReplacedBy, string Title, string Text, string? Resolution, IReadOnlyList<string> Files, IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Evidence, string? Source, int Worked, int Failed, DateTimeOffset RecordedAt, string Author);

/// <summary>How long a lesson lasts and how much it weighs.</summary>
[JsonConverter(typeof(SnakeEnum<LessonClass>))]
public enum LessonClass
{
    /// <summary>Holds as long as the project does.</summary>
    Foundational,

    /// <summary>Holds for the present work.</summary>
    Tactical,

    /// <summary>Was seen, and may not be seen again.</summary>
    Observational,
}

[JsonConverter(typeof(SnakeEnum<LessonState>))]
public enum LessonState
{
    Current,
    Superseded,
    Retired,
}

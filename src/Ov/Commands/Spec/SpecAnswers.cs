using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Notes;

namespace Ov.Commands.Specs;

/// <param name="TaskId">Overstory's field.</param>
internal sealed record SpecAnswer(string TaskId, int Number, string NoteId, int Version, string Author, DateTimeOffset CreatedAt, string Body)
{
    public static SpecAnswer Of(NoteRecord note, int number) => new(note.Name, number, note.Id, note.Version, note.Author, note.CreatedAt, note.Body);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(SpecAnswer))]
internal sealed partial class SpecJson : JsonSerializerContext;

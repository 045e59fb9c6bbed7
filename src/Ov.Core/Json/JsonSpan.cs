using System.Text;
using System.Text.Json;

namespace Ov.Core.Json;

/// <summary>A value of a JSON text and where it stands, so that the text around it can stay as it is.</summary>
/// <param name="Name">The member's name; null for an item of a list and for the root.</param>
/// <param name="Start">First byte; that of the name, where there is one.</param>
/// <param name="Content">First byte of the value itself.</param>
internal sealed record JsonSpan(string? Name, JsonTokenType Type, int Start, int Content)
{
    private readonly List<JsonSpan> _children = [];

    /// <summary>The byte after its last one.</summary>
    public int End { get; private set; }

    /// <summary>A string's value.</summary>
    public string? Text { get; private init; }

    public IReadOnlyList<JsonSpan> Children => _children;

    public bool IsObject => Type == JsonTokenType.StartObject;

    public bool IsList => Type == JsonTokenType.StartArray;

    /// <summary>Of several members of one name the last counts, as for most readers.</summary>
    public JsonSpan? Member(string name) => IsObject ? _children.FindLast(child => child.Name == name) : null;

    /// <exception cref="JsonException">It is not plain JSON.</exception>
    public static JsonSpan Parse(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.Latin1.GetBytes(text));
            reader.Read();
            var root = Read(ref reader, null, 0);
            reader.Read();
            return root;
        }
        catch (InvalidOperationException noUtf8)
        {
            throw new JsonException("A text in it is not UTF-8.", noUtf8);
        }
    }

    private static JsonSpan Read(ref Utf8JsonReader reader, string? name, int start)
    {
        var at = (int)reader.TokenStartIndex;
        var span = new JsonSpan(name, reader.TokenType, name is null ? at : start, at) { Text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
        while (span.Type is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (member, from) = ((string?)null, (int)reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                member = reader.GetString();
                reader.Read();
            }

            span._children.Add(Read(ref reader, member, from));
        }

        span.End = (int)reader.BytesConsumed;
        return span;
    }
}

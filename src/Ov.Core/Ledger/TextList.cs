using System.Text;
using System.Text.Json;

namespace Ov.Core.Ledger;

/// <summary>
/// Lists of strings as JSON arrays in one column: scopes, criteria, files. Every hook call reads an agent and so its scope; describing a
/// type to the serializer would cost it more than all its rows.
/// </summary>
public static class TextList
{
    public static string Write(IEnumerable<string> items)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                json.WriteStringValue(item);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="JsonException">It is no list of strings.</exception>
    public static IReadOnlyList<string> Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>As it lies in a row.</summary>
    /// <exception cref="JsonException">It is no list of strings.</exception>
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> json)
    {
        if (json.SequenceEqual("[]"u8))
        {
            return [];
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        var items = new List<string>();
        Require(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(reader.TokenType == JsonTokenType.String);
            items.Add(reader.GetString()!);
        }

        // Fails when anything follows.
        reader.Read();
        return items;
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new JsonException("It is no list of strings.");
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Ledger;

/// <summary>Lists of strings as JSON arrays in one column: scopes, criteria, files.</summary>
public static class TextList
{
    public static string Write(IEnumerable<string> items) => JsonSerializer.Serialize([.. items], TextListJson.Default.StringArray);

    public static IReadOnlyList<string> Parse(string json) => JsonSerializer.Deserialize(json, TextListJson.Default.StringArray) ?? [];
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class TextListJson : JsonSerializerContext;

using System.Text.Json;

namespace Ov.Core.Json;

/// <summary>Reads what may or may not be in somebody else's JSON: absent, null and of another kind are all the same nothing.</summary>
public static class JsonPick
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? found : null;

    /// <summary>A member of a member, and so on.</summary>
    public static JsonElement? Member(this JsonElement element, string first, string second) => element.Member(first) is { } inner ? inner.Member(second) : null;

    public static string? Text(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A whole number; 0 when it is none.</summary>
    public static long Count(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number ? (number.TryGetInt64(out var whole) ? whole : (long)number.GetDouble()) : 0;

    public static decimal? Money(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var amount) ? amount : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The string members of an object; others are left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Object } map
        ? map.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String).Select(one => new KeyValuePair<string, string>(one.Name, one.Value.GetString()!)) : [];
}

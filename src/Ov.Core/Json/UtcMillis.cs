using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Json;

/// <summary>Times in JSON: UTC, ISO-8601 with milliseconds and <c>Z</c>.</summary>
public sealed class UtcMillis : JsonConverter<DateTimeOffset>
{
    public static string Format(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}

using System.Globalization;

namespace Ov.Core.Telemetry;

/// <summary>Times and numbers as OTLP's JSON form writes them.</summary>
internal static class OtlpTime
{
    private const long NanosPerMilli = 1_000_000;

    /// <summary>Nanoseconds since 1970, as a string.</summary>
    public static string Nanos(DateTimeOffset at) => Text(at.ToUnixTimeMilliseconds() * NanosPerMilli);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

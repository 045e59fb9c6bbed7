using System.Globalization;
using System.Text.Json;
using Ov.Core.Json;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Telemetry;

/// <summary>What became of one post.</summary>
internal enum OtlpOutcome
{
    Taken,

    /// <summary>The address will never take this: trying again would not help.</summary>
    Refused,

    /// <summary>Nobody took it yet: it is kept and tried again.</summary>
    Unreachable,
}

/// <param name="Words">One line; empty when all is well.</param>
/// <param name="Rejected">Of a post that was taken, how many of its items were not.</param>
internal sealed record OtlpAnswer(OtlpOutcome Outcome, string Words, long Rejected = 0)
{
    /// <summary>What the protocol says about a body that cannot be understood or is too long.</summary>
    private static readonly int[] NeverAgain = [400, 413, 422];

    private const int LongestWords = 200;

    /// <param name="result">Of curl, which writes the answer's body, then a line with its status.</param>
    public static OtlpAnswer Of(ProcessResult result)
    {
        var cut = result.Stdout.LastIndexOf('\n');
        var body = cut < 0 ? "" : result.Stdout[..cut];
        var status = int.TryParse(result.Stdout[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
        return result.TimedOut ? new(OtlpOutcome.Unreachable, "it took too long")
            : result.ExitCode != 0 || status == 0 ? new(OtlpOutcome.Unreachable, Short(result.Stderr, $"curl: exit {result.ExitCode}"))
            : status is >= 200 and < 300 ? Taken(body)
            : new(NeverAgain.Contains(status) ? OtlpOutcome.Refused : OtlpOutcome.Unreachable, Short($"HTTP {status} {body}", ""));
    }

    /// <summary>An address may take a post and leave some of it out.</summary>
    private static OtlpAnswer Taken(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
            var rejected = Number(document.RootElement, "rejectedSpans") + Number(document.RootElement, "rejectedDataPoints");
            return rejected == 0 ? new(OtlpOutcome.Taken, "") : new(OtlpOutcome.Taken, Short(document.RootElement.Member("partialSuccess")?.Text("errorMessage") ?? "", "no reason given"), rejected);
        }
        catch (JsonException)
        {
            return new(OtlpOutcome.Taken, "");
        }
    }

    private static long Number(JsonElement answer, string name) => answer.Member("partialSuccess", name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetInt64(),
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    private static string Short(string text, string otherwise)
    {
        var line = VisibleText.OneLine(text.Trim().ReplaceLineEndings(" "));
        return line.Length == 0 ? otherwise : line[..Math.Min(LongestWords, line.Length)];
    }
}

using System.Text.Json.Serialization;
using Ov.Core;
using Ov.Core.Checkup;

namespace Ov.Commands;

internal sealed record DoctorSummary(int Pass, int Warn, int Fail);

/// <summary>Overstory's fields; when a check failed, the error's fields of every failed command too.</summary>
/// <param name="Fixed">What <c>--fix</c> did, or would do in a dry run; the checks are those of afterwards.</param>
internal sealed record DoctorAnswer(IReadOnlyList<Check> Checks, DoctorSummary Summary, IReadOnlyList<DoctorFix> Fixed)
{
    public string? Error { get; private init; }

    public string? Code { get; private init; }

    public string? Hint { get; private init; }

    public bool? Retryable { get; private init; }

    public static DoctorAnswer Of(IReadOnlyList<Check> checks, IReadOnlyList<DoctorFix> fixes)
    {
        var summary = new DoctorSummary(Count(checks, CheckStatus.Pass), Count(checks, CheckStatus.Warn), Count(checks, CheckStatus.Fail));
        return summary.Fail == 0 ? new DoctorAnswer(checks, summary, fixes) : new DoctorAnswer(checks, summary, fixes)
        {
            Error = $"{summary.Fail} of {checks.Count} checks failed.", Code = ErrorCode.Finding.Name, Hint = "Each failed check says what to do.", Retryable = false,
        };
    }

    private static int Count(IReadOnlyList<Check> checks, CheckStatus status) => checks.Count(check => check.Status == status);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(Bundle))]
internal sealed partial class DoctorJson : JsonSerializerContext;

using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Checkup;

namespace Ov.Commands;

/// <summary><c>ov doctor</c>: what is wrong, with evidence and what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandRunner runner)
    {
        var category = new Option<string?>("--category") { Description = $"Only one of: {string.Join(", ", Doctor.Categories)}.", HelpName = "name" }.Completes(() => Doctor.Categories);
        var command = new Command("doctor", "Check the environment, the ledger, orphans, settings and trust") { category };
        var guide = new CommandGuide("ov doctor", "ov doctor --category orphans", "ov doctor --json")
        {
            Refusals = [ErrorCode.Finding], SeeAlso = ["watch", "status"],
            Answer = () => DoctorJson.Default.DoctorAnswer,
            About = "Shows problems only; --verbose shows everything that was looked at. Exit 7 when something is broken, 0 with warnings alone.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var checks = Doctor.Run(app, $"ov {BuildFacts.Version} ({BuildFacts.Kind})", parse.GetValue(category));
            var summary = new DoctorSummary(Count(checks, CheckStatus.Pass), Count(checks, CheckStatus.Warn), Count(checks, CheckStatus.Fail));
            var answer = summary.Fail == 0 ? new DoctorAnswer(checks, summary) : new DoctorAnswer(checks, summary)
            {
                Error = $"{summary.Fail} of {checks.Count} checks failed.", Code = ErrorCode.Finding.Name, Hint = "Each failed check says what to do.", Retryable = false,
            };
            if (answer.Error is not null)
            {
                Narration.Error(app.Environment, app.Options, new OvException(ErrorCode.Finding, answer.Error));
            }

            return CommandResult.Of(
                answer, DoctorJson.Default.DoctorAnswer, (found, view) => DoctorView.Write(found, app.Options.Verbose, view), summary.Fail == 0 ? 0 : ErrorCode.Finding.Exit);
        });
    }

    private static int Count(IReadOnlyList<Check> checks, CheckStatus status) => checks.Count(check => check.Status == status);
}

internal sealed record DoctorSummary(int Pass, int Warn, int Fail);

/// <summary>Overstory's fields; when a check failed, the error's fields of every failed command too.</summary>
internal sealed record DoctorAnswer(IReadOnlyList<Check> Checks, DoctorSummary Summary)
{
    public string? Error { get; init; }

    public string? Code { get; init; }

    public string? Hint { get; init; }

    public bool? Retryable { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorAnswer))]
internal sealed partial class DoctorJson : JsonSerializerContext;

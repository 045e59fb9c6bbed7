using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Checkup;

namespace Ov.Commands;

/// <summary><c>ov doctor</c>: what is wrong, with evidence and what to do; mends what can be mended safely, and packs it up for who helps.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandRunner runner)
    {
        var category = new Option<string?>("--category") { Description = $"Only one of: {string.Join(", ", Doctor.Categories)}.", HelpName = "name" }.Completes(() => Doctor.Categories);
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended safely (operator): asks first, or takes --yes." };
        var bundle = new Option<string?>("--bundle") { Description = "Write a support archive without source code, secrets and mail bodies.", HelpName = "path" };
        var withMail = new Option<bool>("--with-mail") { Description = "With --bundle: also the newest messages, whole." };
        var command = new Command("doctor", "Check everything that ov stands on; mend what is safe to mend") { category, fix, bundle, withMail };
        var guide = new CommandGuide("ov doctor", "ov doctor --category orphans", "ov doctor --fix --yes", "ov doctor --bundle support.zip", "ov doctor --json")
        {
            Refusals = [ErrorCode.Finding, ErrorCode.NeedsConfirmation, ErrorCode.NotOperator, ErrorCode.State], SeeAlso = ["watch", "status", "clean"],
            Rehearsable = true, Answer = () => DoctorJson.Default.DoctorAnswer, AlsoAnswers = [new AnswerForm("with --bundle", () => DoctorJson.Default.Bundle)],
            About = "Shows problems only; --verbose shows everything that was looked at. Exit 7 when something is broken, 0 with warnings alone. "
                + "Each finding has a stable code, its evidence and what to do; 'fixable' says that --fix does it. "
                + "--fix loses no work: it does what the tick would do, forgets what is gone, keeps under a backup ref what it lets go, and looks again. What needs a decision is left to you.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            if ((parse.GetValue(withMail) && parse.GetValue(bundle) is null) || (parse.GetValue(bundle) is not null && parse.GetValue(fix)))
            {
                throw new OvException(ErrorCode.Usage, parse.GetValue(withMail) ? "--with-mail goes with --bundle." : "--bundle and --fix exclude each other.");
            }

            var checks = Look(app, parse.GetValue(category));
            return parse.GetValue(bundle) is { } file ? Packed(app, checks, file, parse.GetValue(withMail))
                : parse.GetValue(fix) ? Mended(app, checks, parse.GetValue(category)) : Told(app, checks, [], parse.GetValue(category));
        });
    }

    private static string Program => $"ov {BuildFacts.Version} ({BuildFacts.Kind})";

    private static IReadOnlyList<Check> Look(OvApp app, string? category) => Doctor.Run(app, Program, category);

    private static CommandResult Packed(OvApp app, IReadOnlyList<Check> checks, string file, bool withMail) => CommandResult.Of(
        Bundle.Write(app, Program, checks, file, withMail), () => DoctorJson.Default.Bundle, (bundle, view) =>
        {
            view.Ok($"Wrote {bundle.File}: {string.Join(", ", bundle.Entries)}");
            view.Hint("Look into it before you send it: nobody knows your secrets better than you");
        });

    private static CommandResult Mended(OvApp app, IReadOnlyList<Check> checks, string? category)
    {
        var due = checks.Where(check => check.Fixable).ToList();
        if (app.Options.DryRun || due.Count == 0)
        {
            return Told(app, checks, [.. due.Select(check => new DoctorFix(check.Code, false, [$"would be mended: {check.Message}"]))], category);
        }

        app.Caller.RequireOperator("mend what the doctor found");
        Confirmation.Require(app, new OvException(ErrorCode.NeedsConfirmation, $"To be mended: {string.Join(" ", due.Select(check => check.Message))}", "Look with --fix --dry-run, then confirm with --yes.")
        {
            Lists = new Dictionary<string, IReadOnlyList<string>> { ["codes"] = [.. due.Select(check => check.Code)] },
        });
        var fixes = Mender.Run(app, app.Caller, checks);
        return Told(app, Look(app, category), fixes, category);
    }

    private static CommandResult Told(OvApp app, IReadOnlyList<Check> checks, IReadOnlyList<DoctorFix> fixes, string? category)
    {
        var answer = DoctorAnswer.Of(checks, fixes);
        if (answer.Error is not null)
        {
            Narration.Error(app.Environment, app.Options, new OvException(ErrorCode.Finding, answer.Error));
        }

        return CommandResult.Of(answer, DoctorJson.Default.DoctorAnswer, (found, view) => DoctorView.Write(found, app.Options.Verbose || category is not null, view), answer.Error is null ? 0 : ErrorCode.Finding.Exit);
    }
}

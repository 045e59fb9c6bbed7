using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Reporting;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run report</c>.</summary>
internal static class RunReportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var junit = new Option<string?>("--junit") { Description = "Also write it to this file, as results of tests.", HelpName = "file" };
        var adopt = new Option<int?>("--adopt") { Description = "Make a task or a lesson of this action.", HelpName = "number" };
        var command = new Command("report", "Tell what went right and wrong in a run, and what to do about it") { name, junit, adopt };
        var guide = new CommandGuide("ov run report", "ov run report --junit report.xml")
        {
            Answer = () => RunJson.Default.RunReport, AlsoAnswers = [new AnswerForm("with --adopt", () => RunJson.Default.AdoptedAction)], Writes = true,
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun], SeeAlso = ["run check", "task patch", "note lesson"],
            About = "It is made of the run's record alone: tasks and how agents ended them, checks, gates, landings, fixes and costs; so the same record gives the same report, while the run goes on and after it.\n"
                + "Actions are numbered in the order in which things happened. What is left to do becomes a task of the run, or of the current one once it has ended; what is over a lesson in the domain of the run's name; an action that was adopted is not adopted again.\n"
                + "In the file of --junit each task, each round of checks and each gate is a case; what is not decided or not finished yet is skipped.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunArgument.Find(app, parse.GetValue(name));
            if (parse.GetValue(adopt) is { } number)
            {
                return CommandResult.Of(ReportAdopter.Adopt(app, app.Caller, run, number), () => RunJson.Default.AdoptedAction, RunReportView.Adopted);
            }

            var report = app.Ledger.Read(sql => RunReport.For(RunHistory.Read(sql, run, app.Ledger.Now)));
            if (parse.GetValue(junit) is { } file && !app.Options.DryRun)
            {
                JUnitReport.Write(app, report, file);
            }

            return CommandResult.Of(report, () => RunJson.Default.RunReport, RunReportView.Write);
        });
    }
}

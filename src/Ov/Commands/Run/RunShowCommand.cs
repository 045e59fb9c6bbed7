using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Forges;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run show</c>, and <c>ov run</c> alone for the current one.</summary>
internal static class RunShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var command = new Command("show", "Show a run") { name };
        return runner.Define(
            command, new CommandGuide("ov run show", "ov run show run-1 --json") { Answer = () => RunJson.Default.RunAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun] },
            (app, parse) => CommandResult.Of(Answer(app, RunArgument.Find(app, parse.GetValue(name))), () => RunJson.Default.RunAnswer, RunView.Show));
    }

    /// <summary>The run that commands here work in; none is an answer, not an error.</summary>
    public static CommandResult Current(OvApp app)
    {
        var caller = app.Caller;
        var run = app.Ledger.Read(sql => RunResolver.Find(app, sql, caller));
        return CommandResult.Of(
            run is null ? new RunAnswer(null, "There is no active run.") : Answer(app, run), () => RunJson.Default.RunAnswer, RunView.Show);
    }

    public static RunAnswer Answer(OvApp app, RunRecord run)
    {
        var now = app.Ledger.Now;
        return app.Ledger.Read(sql => new RunAnswer(RunItem.Of(sql, RunStore.ById(sql, run.Id)!, now)) { PullRequests = RunRequest.Of(sql, run.Id, run.Target) });
    }
}

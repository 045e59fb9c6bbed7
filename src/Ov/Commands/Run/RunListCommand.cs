using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run list</c>: newest first.</summary>
internal static class RunListCommand
{
    private const int Usual = 10;

    public static Command Create(CommandRunner runner)
    {
        var last = new Option<int>("--last") { Description = "How many, newest first.", HelpName = "n", DefaultValueFactory = _ => Usual };
        var command = new Command("list", "List the runs, newest first") { last };
        return runner.Define(command, new CommandGuide("ov run list", "ov run list --last 3 --json") { Answer = () => RunJson.Default.RunListAnswer, SeeAlso = ["status"] }, (app, parse) =>
        {
            var most = parse.GetValue(last) is > 0 and var count ? count : throw new OvException(ErrorCode.Usage, "--last must be a positive integer.");
            var now = app.Ledger.Now;
            return CommandResult.Of(
                app.Ledger.Read(sql =>
                {
                    var all = RunStore.All(sql);
                    return new RunListAnswer([.. all.AsEnumerable().Reverse().Take(most).Select(run => RunItem.Of(sql, run, now))], all.Count);
                }),
                () => RunJson.Default.RunListAnswer, RunView.List);
        });
    }
}

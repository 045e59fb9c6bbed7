using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Hooks;
using Ov.Core.Ledger;

namespace Ov.Commands;

/// <summary><c>ov log</c>: what an agent's hooks report. Says nothing and never fails its host.</summary>
internal static class LogCommand
{
    private static readonly IReadOnlyList<string> Words = [.. SnakeCase.Words<HookEvent>().Select(word => word.Replace('_', '-'))];

    public static Command Create(CommandRunner runner)
    {
        var what = new Argument<string>("event") { Description = string.Join(", ", Words) + "." }.Completes(() => Words);
        var agent = new Option<string?>("--agent") { Description = "The agent whose hook it is (needs its secret).", HelpName = "agent" };
        var tool = new Option<string?>("--tool-name") { Description = "The tool, when no payload tells.", HelpName = "tool" };
        var transcript = new Option<string?>("--transcript") { Description = "The runtime's transcript.", HelpName = "path" };
        var stdin = new Option<bool>("--stdin") { Description = "Read the runtime's JSON payload from standard input." };
        var command = new Command("log", "Record what an agent's hooks report") { what, agent, tool, transcript, stdin };
        return runner.Define(
            command,
            new CommandGuide("ov log tool-start --agent builder-1 --stdin", "ov log tool-end --agent builder-1 --tool-name Bash", "ov log session-end --agent builder-1 --stdin")
            {
                SeeAlso = ["prime", "help hooks"],
                Answer = () => AnswerJson.Default.NoFields,
                Hook = true,
                Relaxed = true,
                Rehearsable = true,
                About = "Tool inputs are reduced to key fields; secrets of well-known shapes are taken out before anything is stored.",
            },
            (app, parse) =>
            {
                var report = parse.GetValue(stdin) ? HookPayload.Read(app.Environment.In, app.Redactor) : HookReport.Empty;
                HookLog.Record(app, app.CallerAs(parse.GetValue(agent)), EventOf(parse.GetValue(what)!), report with
                {
                    Tool = report.Tool ?? parse.GetValue(tool), Transcript = report.Transcript ?? parse.GetValue(transcript),
                });
                return CommandResult.Silent();
            });
    }

    private static HookEvent EventOf(string word) => SnakeCase.TryParse<HookEvent>(word.Replace('-', '_'), out var what) ? what : throw new OvException(
        ErrorCode.Usage, $"There is no hook event '{word}'.{Nearest.Sentence(word, Words)} It is one of: {string.Join(", ", Words)}.");
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Ov.Cli;
using Ov.Core.Watching;

var environment = Streams.OfThisProcess();
var options = new GlobalOptions();
var runner = new CommandRunner(environment, options) { AfterWrite = OverdueTick.After };
// '@builder' is a mail address, not a file of more arguments.
var parse = CommandTree.Create(runner, args.FirstOrDefault()).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
try
{
    return parse.Action is ParseErrorAction || UsageErrors.SwallowedOption(parse) is not null
        ? runner.FailParse(parse)
        : await parse.InvokeAsync(new InvocationConfiguration
        {
            Output = environment.Out, Error = environment.Error, EnableDefaultExceptionHandler = false,
            // What is half done is undone before we go: a worktree's removal takes longer than the parser would wait.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        }).ConfigureAwait(false);
}
finally
{
    try
    {
        environment.Out.Flush();
    }
    catch (IOException)
    {
        // The reader went away; there is nobody left to tell.
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Ov.Core;

namespace Ov.Cli;

/// <summary>One call of the program, from its words to its exit status. It touches nothing of the process but what the environment holds.</summary>
internal static class CommandLineCall
{
    /// <param name="afterWrite">See <see cref="CommandRunner.AfterWrite"/>.</param>
    public static async Task<int> RunAsync(OvEnvironment environment, string[] words, Action<OvApp>? afterWrite)
    {
        var runner = new CommandRunner(environment, new GlobalOptions()) { AfterWrite = afterWrite };
        // '@builder' is a mail address, not a file of more arguments.
        var parse = CommandTree.Create(runner, words.FirstOrDefault()).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parse.Action is ParseErrorAction || UsageErrors.SwallowedOption(parse) is not null
            ? runner.FailParse(parse)
            : await parse.InvokeAsync(new InvocationConfiguration
            {
                Output = environment.Out, Error = environment.Error, EnableDefaultExceptionHandler = false,
                // What is half done is undone before we go: a worktree's removal takes longer than the parser would wait.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            }).ConfigureAwait(false);
    }
}

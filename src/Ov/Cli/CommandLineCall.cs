using System.CommandLine;
using System.CommandLine.Invocation;
using Ov.Core;

namespace Ov.Cli;

/// <summary>One call of the program, from its words to its exit status. It touches nothing of the process but what the environment holds.</summary>
internal static class CommandLineCall
{
    /// <param name="afterWrite">See <see cref="CommandRunner.AfterWrite"/>.</param>
    /// <param name="face">See <see cref="CommandRunner.Face"/>.</param>
    public static int Run(OvEnvironment environment, string[] words, Action<OvApp>? afterWrite, CallFace? face = null)
    {
        var runner = new CommandRunner(environment, new GlobalOptions()) { AfterWrite = afterWrite, Face = face };
        // '@builder' is a mail address, not a file of more arguments.
        var parse = CommandTree.Create(runner, words.FirstOrDefault()).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return runner.Finished(runner.Guarded(parse, () => Answer(runner, parse, words)));
    }

    private static int Answer(CommandRunner runner, ParseResult parse, string[] words)
    {
        if (ArgumentBytes.Refusal(words) is { } refusal)
        {
            return runner.FailParse(parse, refusal);
        }

        return parse.Action is ParseErrorAction || UsageErrors.SwallowedOption(parse) is not null
            ? runner.FailParse(parse)
            // Whoever waits listens for signals itself, see Interruption.
            : parse.Invoke(new InvocationConfiguration
            {
                Output = runner.Environment.Out, Error = runner.Environment.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
    }
}

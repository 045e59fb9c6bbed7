using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core;

namespace Ov.Commands;

/// <summary><c>ov help [all|errors|&lt;command&gt;…]</c>.</summary>
internal static class HelpCommand
{
    /// <summary>The one command that needs the others.</summary>
    public const string Word = "help";

    public static Command Create(CommandRunner runner)
    {
        var topic = new Argument<string[]>("topic") { Description = "A command, 'all' or 'errors'.", Arity = ArgumentArity.ZeroOrMore }
            .Completes(() => ["all", "errors"], Candidate.Command);
        var command = new Command(Word, "Show help for a command or a topic") { topic };
        return runner.Define(
            command,
            new CommandGuide("ov help", "ov help all", "ov help mail send", "ov help errors") { Answer = () => AnswerJson.Default.TextAnswer },
            (_, parse) => CommandResult.OfText(Text(runner, parse.RootCommandResult.Command, parse.GetValue(topic) ?? [])));
    }

    private static string Text(CommandRunner runner, Command root, string[] topic)
    {
        using var text = new StringWriter();
        var page = new HelpPage(runner);
        switch (topic)
        {
            case []:
                page.WriteRoot(root, text, everything: false);
                break;
            case ["all"]:
                page.WriteRoot(root, text, everything: true);
                break;
            case ["errors"]:
                WriteErrors(text);
                break;
            default:
                page.Write(Find(root, topic), text);
                break;
        }

        return text.ToString();
    }

    internal static Command Find(Command root, string[] words)
    {
        var command = root;
        foreach (var word in words)
        {
            command = command.Subcommands.FirstOrDefault(c => c.Name == word || c.Aliases.Contains(word))
                ?? throw new OvException(
                    ErrorCode.NotFound,
                    $"There is no command '{string.Join(' ', words)}'.{Nearest.Sentence(word, command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}",
                    "See 'ov help all'.");
        }

        return command;
    }

    private static void WriteErrors(StringWriter text)
    {
        text.WriteLine("Error codes and the exit status that goes with them:");
        foreach (var code in ErrorCode.All)
        {
            text.WriteLine($"  {code.Exit,3}  {code.Name,-20}{code.Meaning}{(code.Retryable ? " (may succeed later)" : "")}");
        }
    }
}

using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Ledger;
using Ov.Core.Shells;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary>
/// <c>ov complete &lt;shell&gt; -- …</c>: asked by the completion scripts on every press of the key. Four lines first (whether paths are
/// wanted, what of the word stays, what is typed after that, how much of it bash has set aside), then a line for each candidate.
/// </summary>
internal static class CompleteCommand
{
    private const int LongestDescription = 70;

    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("words") { Description = "The shell and the words of the line.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("complete", "Answer a completion script") { words };
        command.Hidden = true;
        var guide = new CommandGuide("ov complete fish -- task sh") { Answer = () => AnswerJson.Default.TextAnswer };
        return runner.Define(command, guide, (_, parse) => CommandResult.OfText(Text(runner, parse.GetValue(words) ?? [])));
    }

    private static string Text(CommandRunner runner, string[] words)
    {
        var completer = new Completer(runner);
        switch (words)
        {
            case ["bash", var breaks, var line]:
                var typed = BashLine.Read(line, breaks);
                var answer = completer.Complete(typed.Before, typed.Current);
                return Lines(answer, typed.Kept.Length, answer.Words.Select(word => typed.Insertion(answer.Lead + word.Value)));
            case ["powershell", .. var before, [':', .. var current]]:
                return Described(completer.Complete(before, current));
            case ["zsh" or "fish", .. var before, var current]:
                return Described(completer.Complete(before, ShellWord.Bare(current)));
            default:
                return "";
        }
    }

    private static string Described(CompletionAnswer answer) => Lines(answer, 0, answer.Words.Select(word => $"{answer.Lead}{word.Value}\t{Short(word.Description)}"));

    private static string Lines(CompletionAnswer answer, int kept, IEnumerable<string> words) =>
        string.Join('\n', [answer.Paths.Word(), answer.Lead, answer.Prefix, kept.ToString(System.Globalization.CultureInfo.InvariantCulture), .. words]) + "\n";

    private static string Short(string text) => Excerpt.Marked(VisibleText.OneLine(text), LongestDescription);
}

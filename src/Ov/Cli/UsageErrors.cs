using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Ov.Core;

namespace Ov.Cli;

/// <summary>Turns what the parser found wrong into one sentence that names the nearest right word.</summary>
internal static class UsageErrors
{
    public static OvException From(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var path = CommandRunner.PathOf(command);
        var help = path.Length == 0 ? "See 'ov help'." : $"See 'ov {path} --help'.";
        var stray = parse.UnmatchedTokens is [var first, ..] ? first : SwallowedOption(parse);
        return stray is not null
            ? new OvException(ErrorCode.Usage, Stray(command, path, stray), help)
            : new OvException(ErrorCode.Usage, Sentence(parse, command, path), help);
    }

    /// <summary>
    /// An option that the command does not have: the parser gives it to an argument of several words, so that a mistyped switch would
    /// name a task. What stands after <c>--</c> or holds a space was meant as it is.
    /// </summary>
    public static string? SwallowedOption(ParseResult parse)
    {
        if (parse.Action is not ParseErrorAction && parse.Action != parse.CommandResult.Command.Action)
        {
            return null;
        }

        var given = parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        return parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => given.Contains(token) && IsOption(token.Value))?.Value;
    }

    private static bool IsOption(string word) => word is ['-', '-', >= 'a' and <= 'z', ..] or ['-', >= 'a' and <= 'z', ..] && !word.Contains(' ');

    private static string Stray(Command command, string path, string word)
    {
        var where = path.Length == 0 ? "ov" : $"ov {path}";
        if (word.StartsWith('-'))
        {
            return $"Unknown option '{word}' for '{where}'.{Nearest.Sentence(word, OptionsOf(command))}";
        }

        var verbs = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        return verbs.Count > 0
            ? $"Unknown command '{(path.Length == 0 ? word : $"{path} {word}")}'.{SynonymWords.Sentence(word, verbs)}"
            : $"'{where}' takes no further argument: '{word}'.";
    }

    private static string Sentence(ParseResult parse, Command command, string path)
    {
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return $"'ov {path}' needs a verb: {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}.";
        }

        if (command.Arguments.FirstOrDefault(a => a.Arity.MinimumNumberOfValues > 0 && parse.GetResult(a)?.Tokens.Count is null or 0) is { } missing)
        {
            return $"'ov {path}' needs <{missing.HelpName ?? missing.Name}>{(missing.Description is { Length: > 0 } what ? $": {char.ToLowerInvariant(what[0])}{what[1..].TrimEnd('.')}" : "")}.";
        }

        var lines = parse.Errors[0].Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 1 && parse.Errors[0].SymbolResult is OptionResult { Tokens: [var given, ..] } option)
        {
            return NotAmong(option.Option.Name, given.Value, [.. lines.Skip(1).Select(line => line.Trim('\''))]);
        }

        if (parse.Errors[0].SymbolResult is OptionResult { Tokens: [var number], Option: Option<int> or Option<int?> } counted && !int.TryParse(number.Value, CultureInfo.InvariantCulture, out _))
        {
            return $"'{number.Value}' is no value of {counted.Option.Name}, which is a whole number below 2147483648.";
        }

        var message = string.Join(' ', lines);
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string NotAmong(string option, string given, IReadOnlyList<string> words) =>
        $"'{given}' is no value of {option}, which is one of: {string.Join(", ", words)}.{Nearest.Sentence(given, words)}";

    private static IEnumerable<string> OptionsOf(Command command)
    {
        for (Symbol? symbol = command; symbol is Command level; symbol = symbol.Parents.FirstOrDefault())
        {
            foreach (var option in level.Options.Where(o => !o.Hidden && (level == command || o.Recursive)))
            {
                yield return option.Name;
            }
        }
    }
}

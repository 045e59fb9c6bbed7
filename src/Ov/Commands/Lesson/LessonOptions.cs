using System.CommandLine;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary>Symbols that several lesson commands share.</summary>
internal static class LessonOptions
{
    public static Argument<string> Lesson() => new("lesson") { Description = "Its id, a prefix of it, or the id it had where it was imported from." };

    public static Option<string?> Class(string description)
    {
        var option = new Option<string?>("--class", "--classification") { Description = description, HelpName = "class" };
        option.AcceptOnlyFromAmong([.. SnakeCase.Words<LessonClass>()]);
        return option;
    }

    public static LessonClass? ClassIn(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) is { } word && SnakeCase.TryParse<LessonClass>(word, out var grade) ? grade : null;

    /// <summary>A type of its own kind gets the nearest known one offered; what was imported with another keeps it.</summary>
    /// <exception cref="OvException">usage.</exception>
    public static string TypeOf(string word) => LessonDraft.Types.Contains(word.ToLowerInvariant())
        ? word.ToLowerInvariant()
        : throw new OvException(ErrorCode.Usage, $"--type cannot be '{word}'.{Nearest.Sentence(word, LessonDraft.Types)}", $"It is one of: {string.Join(", ", LessonDraft.Types)}.");
}

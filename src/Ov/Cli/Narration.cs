using Ov.Core;
using Ov.Core.Text;

namespace Ov.Cli;

/// <summary>What goes to stderr: warnings and errors, on a terminal with a painted mark, and never obeyed by it.</summary>
internal static class Narration
{
    /// <summary>An error longer than this says nothing more; somebody's 100 kB argument is not repeated to them.</summary>
    private const int Longest = 2000;

    public static void Warn(OvEnvironment environment, OvOptions options, string text) =>
        Say(environment, InkOf(environment, options), $"! {VisibleText.OneLine(text)}");

    /// <summary>The line of an error: its code, and one sentence.</summary>
    public static void Error(OvEnvironment environment, OvOptions options, OvException error)
    {
        var ink = InkOf(environment, options);
        Say(environment, ink, $"Error [{error.Code.Name}]: {VisibleText.OneLine(error.Message)}");
        if (error.Hint is not null && !options.Json && !options.Quiet)
        {
            Say(environment, ink, $"  {VisibleText.OneLine(error.Hint)}");
        }
    }

    /// <summary>One line, on a narrow terminal broken between words.</summary>
    private static void Say(OvEnvironment environment, Ink ink, string text)
    {
        foreach (var line in environment.ErrorIsTerminal ? TextColumns.Wrap(text, Consoles.ErrorWidth(environment), indent: 2) : [text])
        {
            environment.Error.WriteLine(ink.Marked(line));
        }
    }

    /// <summary>The middle left out of what is too long to be read.</summary>
    public static string Shortened(string text) =>
        text.Length <= Longest ? text : $"{text[..WithoutHalf(text, Longest / 2)]} … {text[WithoutHalf(text, text.Length - (Longest / 2))..]}";

    // Not between the two halves of one letter.
    private static int WithoutHalf(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static Ink InkOf(OvEnvironment environment, OvOptions options) => new(Consoles.WantsColour(environment, options, forErrors: true));
}

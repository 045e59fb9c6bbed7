using System.Text;
using System.Text.Json;

namespace Ov.Core.Config;

/// <summary>A command named in the configuration, ready to run once it is trusted.</summary>
/// <param name="Name">What people call it, such as the gate's name.</param>
/// <param name="ShellText">The text when it was written as a string; null when it was a list.</param>
/// <param name="Argv">What to execute: the list as written, or <c>sh -c TEXT</c>.</param>
/// <param name="Timeout">Zero or less means no limit.</param>
/// <param name="Origin">Where it is written (<c>file:line</c> or a variable's name).</param>
public sealed record CommandSpec(string Name, string? ShellText, IReadOnlyList<string> Argv, TimeSpan Timeout, string Origin, CommandKind Kind = CommandKind.Gate)
{
    /// <summary>Globs of the files in which it says what it found; none where its output does.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>What the operator reads and approves, letter by letter; a list shows as a JSON array.</summary>
    public string ExactText => ShellText ?? AsJson(Argv);

    /// <summary>The same on one line, with nothing in it that a terminal would obey or hide.</summary>
    public string ShownText => Visible.Text(ExactText);

    /// <summary>A command for <c>sh -c</c>.</summary>
    public static CommandSpec Shell(CommandKind kind, string name, string text, TimeSpan timeout, string origin) =>
        new(name, text, Processes.ShellWords.For(text), timeout, origin, kind);

    /// <summary>A program with its arguments, no shell in between.</summary>
    public static CommandSpec Program(CommandKind kind, string name, IReadOnlyList<string> argv, TimeSpan timeout, string origin) =>
        new(name, null, argv, timeout, origin, kind);

    private static string AsJson(IReadOnlyList<string> argv)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var word in argv)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ov.Core;

namespace Ov.Cli;

/// <summary>What a command answers: one value, written as text or as JSON by the same place, so that the two cannot drift apart.</summary>
internal sealed class CommandResult
{
    private CommandResult(int exit, Action<TextView> text, Func<byte[]>? json)
    {
        Exit = exit;
        Text = text;
        Json = json;
    }

    public int Exit { get; }

    public Action<TextView> Text { get; }

    /// <summary>The fields as a JSON object in UTF-8; null when the command has none of its own.</summary>
    public Func<byte[]>? Json { get; }

    /// <param name="write">Writes the value for people.</param>
    /// <param name="exit">0, or 9 when only some of the things asked for were done; anything else is thrown as an error instead.</param>
    /// <param name="afterWriting">See <see cref="AfterWriting"/>.</param>
    public static CommandResult Of<T>(T value, JsonTypeInfo<T> json, Action<T, TextView> write, int exit = 0, Action<bool>? afterWriting = null) =>
        Of(value, () => json, write, exit, afterWriting);

    /// <summary>As above for commands that must be quick: the description of the JSON is made only when JSON is wanted.</summary>
    public static CommandResult Of<T>(T value, Func<JsonTypeInfo<T>> json, Action<T, TextView> write, int exit = 0, Action<bool>? afterWriting = null) =>
        new(exit, view => write(value, view), () => JsonSerializer.SerializeToUtf8Bytes(value, json())) { AfterWriting = afterWriting };

    /// <summary>An answer that is text for people in any case; with <c>--json</c> it is the field <c>text</c>.</summary>
    public static CommandResult OfText(string text) =>
        Of(new TextAnswer(text), () => AnswerJson.Default.TextAnswer, (answer, view) => view.Raw(answer.Text));

    /// <summary>Called after the answer was written and flushed (true) or could not be (false): what was shown is acknowledged only now.</summary>
    public Action<bool>? AfterWriting { get; init; }

    /// <summary>
    /// An answer that goes on until somebody interrupts it: each value is written and flushed as it comes, as text or as one JSON document
    /// on a line of its own.
    /// </summary>
    /// <param name="values">Ends when the wait was interrupted.</param>
    public static CommandResult Follow<T>(IEnumerable<T> values, Func<JsonTypeInfo<T>> json, Action<T, TextView> write) =>
        new(ErrorCode.Interrupted.Exit, _ => { }, null) { Parts = values.Select(value => Of(value, json, write)) };

    /// <summary>The same for an answer that comes to an end by itself.</summary>
    public static CommandResult Each<T>(IEnumerable<T> values, Func<JsonTypeInfo<T>> json, Action<T, TextView> write) =>
        new(0, _ => { }, null) { Parts = values.Select(value => Of(value, json, write)) };

    /// <summary>The answers of a command that goes on; null for all others.</summary>
    public IEnumerable<CommandResult>? Parts { get; private init; }

    /// <summary>Nothing to say: the exit status is the answer.</summary>
    public static CommandResult Silent(int exit = 0) => new(exit, _ => { }, null);
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ov.Core.Hooks.Desk;

/// <summary>One call that the operator's own session makes.</summary>
/// <param name="Event">In the runtime's words.</param>
/// <param name="Verb">What it asks ov.</param>
internal sealed record DeskHook(string Event, string Verb)
{
    private const int TimeoutSeconds = 30;

    /// <summary>An agent's session reads the main checkout's settings too, and is told all this by its own turns.</summary>
    private const string NoAgent = "[ -n \"$OVERSTORY_AGENT_NAME\" ] || ";

    /// <summary>A comment for the shell; by it an entry of ours is known again, wherever ov lies.</summary>
    private const string Mark = " # ov hooks";

    /// <summary>A session begins, also after a compaction; then each prompt.</summary>
    public static IReadOnlyList<DeskHook> All { get; } = [new("SessionStart", "prime"), new("UserPromptSubmit", "mail check --inject")];

    /// <summary>An entry of the event's list.</summary>
    /// <param name="program">Our own program as a word of a shell. Once it is gone the hook is silent.</param>
    public string Entry(string program, DeskHookNote note)
    {
        var command = $"{NoAgent}[ ! -x {program} ] || {program} {Verb}{Mark}{(note == DeskHookNote.None ? "" : $" (new {note.ToString().ToLowerInvariant()})")}";
        return $"{{ \"hooks\": [{{ \"type\": \"command\", \"command\": \"{JsonEncodedText.Encode(command, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\", \"timeout\": {TimeoutSeconds} }}] }}";
    }

    public bool IsIn(string? command) => command is not null && command.StartsWith(NoAgent, StringComparison.Ordinal) && command.Contains($" {Verb}{Mark}", StringComparison.Ordinal);

    public static DeskHookNote NoteIn(string command) =>
        Enum.GetValues<DeskHookNote>().FirstOrDefault(note => command.EndsWith($"{Mark} (new {note.ToString().ToLowerInvariant()})", StringComparison.Ordinal));
}

/// <summary>What had to be made for an entry, and goes with it when nothing else came into it meanwhile.</summary>
internal enum DeskHookNote
{
    None,

    /// <summary>The event's list.</summary>
    List,

    /// <summary>All of <c>hooks</c>.</summary>
    Hooks,

    /// <summary>The file.</summary>
    File,
}

namespace Ov.Core.Notes;

/// <summary>What somebody asks to be written.</summary>
/// <param name="Name">For a spec the task: its number or id.</param>
public sealed record NoteDraft(string Name, string Text)
{
    /// <summary>Null: that of the one note of this name, else <see cref="NoteKind.Free"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The task it belongs to; an agent's note belongs to its own task when none is named.</summary>
    public string? Task { get; init; }

    /// <summary>The agent it is about.</summary>
    public string? About { get; init; }

    /// <summary>The project's own: it belongs to no run.</summary>
    public bool NoRun { get; init; }

    /// <summary>Only when this is the newest version; 0 when there must be none yet.</summary>
    public int? ExpectVersion { get; init; }

    /// <summary>A heading over what is appended.</summary>
    public string? Section { get; init; }
}

namespace Ov.Clients.Server;

/// <summary>What a client asked a model, whichever API it speaks.</summary>
/// <param name="Tools">Names of the tools it offers, each with the names of its parameters.</param>
public sealed record ModelRequest(string Api, string Path, string Model, bool Stream, string System, IReadOnlyList<ModelMessage> Messages, IReadOnlyDictionary<string, IReadOnlyList<string>> Tools)
{
    /// <summary>How often the model has spoken in this conversation: the place in the script. What asks for titles and the like offers no tool to work with.</summary>
    public int Step => Messages.Where(message => message.Role == "assistant").Select(message => message.Index).Distinct().Count();

    public bool IsAside => !ToolWords.CanWork(this);

    /// <summary>All that people and tools said, for a test to look at.</summary>
    public string Heard => string.Join('\n', Messages.Where(message => message.Role != "assistant").Select(message => message.Text));
}

/// <summary>A piece of a conversation.</summary>
/// <param name="Role"><c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Index">Pieces of one message share it.</param>
public sealed record ModelMessage(string Role, int Index, string Text);

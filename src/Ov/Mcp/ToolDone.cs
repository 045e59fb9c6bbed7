namespace Ov.Mcp;

/// <summary>What one command of a call answered.</summary>
/// <param name="Document">What <c>--json</c> writes.</param>
/// <param name="Words">The same as text; a refusal brings its own.</param>
internal sealed record ToolDone(string Document, string Words)
{
    public bool Success => Document.StartsWith("{\"success\":true", StringComparison.Ordinal);

    /// <summary>The words are whole: nothing is to be told from the document.</summary>
    public bool IsTold { get; init; }
}

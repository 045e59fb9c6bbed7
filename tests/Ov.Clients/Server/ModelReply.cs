using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>What the scripted model says next.</summary>
public sealed record ModelReply
{
    public string? Text { get; init; }

    /// <summary>A shell command, run by whatever tool the client has for that.</summary>
    public string? Shell { get; init; }

    /// <summary>A file to write, by whatever tool the client has for that.</summary>
    public (string Path, string Content)? Write { get; init; }

    /// <summary>A call of one of ov's own tools, which the client has by MCP.</summary>
    public (string Tool, JsonObject Input)? Ov { get; init; }

    /// <summary>An error instead of an answer, as HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The stream ends in the middle.</summary>
    public bool IsTorn { get; init; }

    public int Input { get; init; } = 100;

    public int Output { get; init; } = 20;

    public int CacheRead { get; init; } = 1000;

    public int CacheWrite { get; init; } = 50;

    public static ModelReply Says(string text) => new() { Text = text };

    public static ModelReply Runs(string command) => new() { Shell = command };

    public static ModelReply Writes(string path, string content) => new() { Write = (path, content) };

    public static ModelReply Calls(string tool, JsonObject input) => new() { Ov = (tool, input) };

    /// <summary>Name and input of the tool call in the client's own words; null when it only speaks.</summary>
    public (string Name, JsonObject Input)? Call(ModelRequest request) =>
        Shell is { } command ? ToolWords.Shell(request, command) : Write is var (path, content) ? ToolWords.Write(request, path, content)
        : Ov is var (tool, input) ? ToolWords.Ov(request, tool, input.DeepClone().AsObject()) : null;
}

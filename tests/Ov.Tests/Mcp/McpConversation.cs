using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Ov.Cli;
using Ov.Core;

namespace Ov.Tests.Mcp;

/// <summary>The protocol's own client, talking to <c>ov mcp</c> in this process.</summary>
internal sealed class McpConversation : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly Task<int> _server;
    private McpClient? _client;

    private McpConversation(OvEnvironment environment, string[] words)
    {
        var own = environment with { In = new StreamReader(_toServer.Reader.AsStream()), Out = new StreamWriter(_toClient.Writer.AsStream()) };
        _server = Task.Run(() => CommandLineCall.Run(own, ["mcp", .. words], afterWrite: null));
    }

    public McpClient Client => _client!;

    /// <summary>The exit status of the server, once its client is gone.</summary>
    public Task<int> Exit => _server;

    public static async Task<McpConversation> BeginAsync(OvEnvironment environment, params string[] words)
    {
        var conversation = new McpConversation(environment, words);
        conversation._client = await McpClient.CreateAsync(new StreamClientTransport(conversation._toServer.Writer.AsStream(), conversation._toClient.Reader.AsStream()));
        return conversation;
    }

    /// <param name="arguments">A JSON object.</param>
    public async Task<CallToolResult> CallAsync(string tool, string arguments = "{}", CancellationToken stop = default)
    {
        using var document = JsonDocument.Parse(arguments);
        return await Client.CallToolAsync(
            new CallToolRequestParams { Name = tool, Arguments = document.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.Clone()) }, stop);
    }

    /// <summary>The client leaves without a word, whatever it has asked.</summary>
    public void Leave() => _toServer.Writer.Complete();

    /// <summary>What a client that talks by hand would send.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _toServer.Writer.WriteAsync(bytes);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _toServer.Writer.Complete();
        await _server.WaitAsync(TimeSpan.FromSeconds(30));
    }
}

internal static class ToolResults
{
    public static string Text(this CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;

    public static JsonElement Document(this CallToolResult result) => result.StructuredContent!.Value;

    public static string? Code(this CallToolResult result) => result.Document().TryGetProperty("code", out var code) ? code.GetString() : null;
}

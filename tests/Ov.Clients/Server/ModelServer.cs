using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>
/// A model provider on the loopback that says what a script tells it. It keeps nothing between requests: where a conversation is can
/// be read off the conversation itself, so a client may resume, repeat and retry as it likes.
/// </summary>
public sealed class ModelServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<ModelRequest, ModelReply> _script;
    private readonly ConcurrentQueue<ModelRequest> _seen = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public ModelServer(Func<ModelRequest, ModelReply> script)
    {
        _script = script;
        (_listener, Port) = Listen();
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked so far, asides included.</summary>
    public IReadOnlyList<ModelRequest> Seen => [.. _seen];

    /// <summary>Requests that nobody could make sense of.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    /// <summary>A script by the steps of one conversation; after the last it only says that it is done.</summary>
    public static Func<ModelRequest, ModelReply> Steps(params ModelReply[] steps) =>
        request => request.IsAside ? ModelReply.Says("A title") : request.Step < steps.Length ? steps[request.Step] : ModelReply.Says("Nothing more to do.");

    public void Dispose() => _listener.Close();

    private static (HttpListener, int) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = Random.Shared.Next(20000, 32000);
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 50)
            {
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var path = context.Request.Url!.AbsolutePath;
            if (Api(path) is not { } api || JsonNode.Parse(body) is not JsonObject json)
            {
                await SendAsync(context, 404, "application/json", "{}");
                return;
            }

            var request = api.Read(path, json);
            _seen.Enqueue(request);
            var reply = _script(request);
            if (reply.Status != 200)
            {
                await SendAsync(context, reply.Status, "application/json", api.Error(reply.Status).ToJsonString());
                return;
            }

            var text = request.Stream ? string.Concat(api.Stream(request, reply)) : api.Whole(request, reply).ToJsonString();
            await SendAsync(context, 200, request.Stream ? "text/event-stream" : "application/json", reply.IsTorn ? text[..(text.Length / 2)] : text);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A client that went away is no fault of the test's; anything else is shown by it.
            if (fault is not (HttpListenerException or IOException or ObjectDisposedException))
            {
                _faults.Enqueue($"{context.Request.Url}: {fault}");
            }

            context.Response.Abort();
        }
    }

    private static IModelApi? Api(string path) => path switch
    {
        _ when path.EndsWith("/messages", StringComparison.Ordinal) => new AnthropicApi(),
        _ when path.EndsWith("/responses", StringComparison.Ordinal) => new OpenAiResponsesApi(),
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => new OpenAiChatApi(),
        _ when path.Contains("enerateContent", StringComparison.Ordinal) => new GeminiApi(),
        _ => null,
    };

    private static async Task SendAsync(HttpListenerContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.SendChunked = true;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}

/// <summary>One provider's wire form.</summary>
internal interface IModelApi
{
    ModelRequest Read(string path, JsonObject body);

    JsonObject Whole(ModelRequest request, ModelReply reply);

    /// <summary>Server-sent events, each with its blank line.</summary>
    IEnumerable<string> Stream(ModelRequest request, ModelReply reply);

    JsonObject Error(int status);
}

using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>OpenAI's Chat Completions. Input counts include what was cached; what was written to a cache is not told.</summary>
internal sealed class OpenAiChatApi : IModelApi
{
    public ModelRequest Read(string path, JsonObject body)
    {
        var (messages, system) = (new List<ModelMessage>(), new List<string>());
        foreach (var message in body["messages"] as JsonArray ?? [])
        {
            var role = (string?)message!["role"] ?? "user";
            var text = Text(message["content"]);
            if (role is "system" or "developer")
            {
                system.Add(text);
                continue;
            }

            messages.Add(new(role, messages.Count, text));
        }

        var tools = (body["tools"] as JsonArray ?? []).Where(tool => tool?["function"]?["name"] is not null).ToDictionary(
            tool => (string)tool!["function"]!["name"]!, tool => (IReadOnlyList<string>)[.. (tool!["function"]!["parameters"]?["properties"] as JsonObject ?? []).Select(one => one.Key)]);
        return new("chat", path, (string?)body["model"] ?? "", (bool?)body["stream"] ?? false, string.Join('\n', system), messages, tools);
    }

    public JsonObject Whole(ModelRequest request, ModelReply reply) => new()
    {
        ["id"] = "chatcmpl-" + Guid.NewGuid().ToString("N"), ["object"] = "chat.completion", ["model"] = request.Model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = Message(request, reply), ["finish_reason"] = reply.Call(request) is null ? "stop" : "tool_calls" }), ["usage"] = Usage(reply),
    };

    public IEnumerable<string> Stream(ModelRequest request, ModelReply reply)
    {
        var whole = Whole(request, reply);
        var message = whole["choices"]![0]!["message"]!;
        yield return Chunk(whole, new() { ["role"] = "assistant", ["content"] = "" }, null);
        if (reply.Text is { } text)
        {
            yield return Chunk(whole, new() { ["content"] = text }, null);
        }

        foreach (var call in message["tool_calls"] as JsonArray ?? [])
        {
            var piece = (JsonObject)call!.DeepClone();
            piece["index"] = call.GetElementIndex();
            yield return Chunk(whole, new() { ["tool_calls"] = new JsonArray(piece) }, null);
        }

        yield return Chunk(whole, [], (string)whole["choices"]![0]!["finish_reason"]!);
        yield return $"data: {new JsonObject { ["id"] = (string)whole["id"]!, ["object"] = "chat.completion.chunk", ["model"] = request.Model, ["choices"] = new JsonArray(), ["usage"] = Usage(reply) }.ToJsonString()}\n\n";
        yield return "data: [DONE]\n\n";
    }

    public JsonObject Error(int status) => OpenAiError.Of(status);

    private static string Chunk(JsonObject whole, JsonObject delta, string? finish) => $"data: {new JsonObject
    {
        ["id"] = (string)whole["id"]!, ["object"] = "chat.completion.chunk", ["created"] = 1_800_000_000, ["model"] = (string)whole["model"]!,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    }.ToJsonString()}\n\n";

    private static JsonObject Message(ModelRequest request, ModelReply reply)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text };
        if (reply.Call(request) is var (name, input))
        {
            message["tool_calls"] = new JsonArray(new JsonObject
            {
                ["id"] = "call_" + Guid.NewGuid().ToString("N")[..24], ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = input.ToJsonString() },
            });
        }

        return message;
    }

    private static JsonObject Usage(ModelReply reply)
    {
        var input = reply.Input + reply.CacheRead + reply.CacheWrite;
        return new() { ["prompt_tokens"] = input, ["completion_tokens"] = reply.Output, ["total_tokens"] = input + reply.Output, ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = reply.CacheRead } };
    }

    private static string Text(JsonNode? content) => content switch
    {
        JsonArray parts => string.Join('\n', parts.Select(part => (string?)part!["text"] ?? "")),
        null => "",
        _ => content.ToString(),
    };
}

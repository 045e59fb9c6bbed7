using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>Anthropic's Messages.</summary>
internal sealed class AnthropicApi : IModelApi
{
    public ModelRequest Read(string path, JsonObject body)
    {
        var messages = new List<ModelMessage>();
        var index = 0;
        foreach (var message in body["messages"]?.AsArray() ?? [])
        {
            var role = (string?)message!["role"] ?? "user";
            foreach (var (kind, text) in Blocks(message["content"]))
            {
                messages.Add(new(kind == "tool_result" ? "tool" : role, index, text));
            }

            index++;
        }

        var tools = (body["tools"]?.AsArray() ?? []).Where(tool => tool?["name"] is not null).DistinctBy(tool => (string)tool!["name"]!).ToDictionary(
            tool => (string)tool!["name"]!, tool => (IReadOnlyList<string>)[.. (tool!["input_schema"]?["properties"] as JsonObject ?? []).Select(one => one.Key)]);
        return new("anthropic", path, (string?)body["model"] ?? "", (bool?)body["stream"] ?? false, string.Join('\n', Blocks(body["system"]).Select(block => block.Text)), messages, tools);
    }

    public JsonObject Whole(ModelRequest request, ModelReply reply) => new()
    {
        ["id"] = "msg_" + Guid.NewGuid().ToString("N"), ["type"] = "message", ["role"] = "assistant", ["model"] = request.Model, ["content"] = Content(request, reply),
        ["stop_reason"] = reply.Call(request) is null ? "end_turn" : "tool_use", ["stop_sequence"] = null, ["usage"] = Usage(reply, reply.Output),
    };

    public IEnumerable<string> Stream(ModelRequest request, ModelReply reply)
    {
        var whole = Whole(request, reply);
        var content = whole["content"]!.AsArray();
        var start = (JsonObject)whole.DeepClone();
        (start["content"], start["stop_reason"], start["usage"]) = (new JsonArray(), null, Usage(reply, 1));
        yield return Event("message_start", new() { ["message"] = start });
        for (var i = 0; i < content.Count; i++)
        {
            var block = (JsonObject)content[i]!;
            var isText = (string)block["type"]! == "text";
            var empty = (JsonObject)block.DeepClone();
            empty[isText ? "text" : "input"] = isText ? "" : new JsonObject();
            var delta = isText ? new JsonObject { ["type"] = "text_delta", ["text"] = (string)block["text"]! } : new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = block["input"]!.ToJsonString() };
            yield return Event("content_block_start", new() { ["index"] = i, ["content_block"] = empty });
            yield return Event("content_block_delta", new() { ["index"] = i, ["delta"] = delta });
            yield return Event("content_block_stop", new() { ["index"] = i });
        }

        yield return Event("message_delta", new() { ["delta"] = new JsonObject { ["stop_reason"] = (string)whole["stop_reason"]!, ["stop_sequence"] = null }, ["usage"] = new JsonObject { ["output_tokens"] = reply.Output } });
        yield return Event("message_stop", []);
    }

    public JsonObject Error(int status) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = status switch { 401 => "authentication_error", 429 => "rate_limit_error", 529 => "overloaded_error", 400 => "invalid_request_error", _ => "api_error" },
            ["message"] = $"scripted {status}",
        },
    };

    private static JsonArray Content(ModelRequest request, ModelReply reply)
    {
        var content = new JsonArray();
        if (reply.Text is { } text)
        {
            content.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = text });
        }

        if (reply.Call(request) is var (name, input))
        {
            content.Add((JsonNode)new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_" + Guid.NewGuid().ToString("N")[..24], ["name"] = name, ["input"] = input });
        }

        return content;
    }

    private static JsonObject Usage(ModelReply reply, int output) => new()
    {
        ["input_tokens"] = reply.Input, ["cache_creation_input_tokens"] = reply.CacheWrite, ["cache_read_input_tokens"] = reply.CacheRead, ["output_tokens"] = output,
    };

    private static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }

    private static IEnumerable<(string Kind, string Text)> Blocks(JsonNode? content)
    {
        if (content is JsonValue text)
        {
            yield return ("text", text.ToString());
        }

        foreach (var block in content as JsonArray ?? [])
        {
            var kind = (string?)block!["type"] ?? "text";
            yield return (kind, kind switch
            {
                "text" => (string?)block["text"] ?? "",
                "tool_result" => string.Join('\n', Blocks(block["content"]).Select(inner => inner.Text)),
                _ => block.ToJsonString(),
            });
        }
    }
}

using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>OpenAI's Responses. A conversation is a flat list of items; input counts include what was cached.</summary>
internal sealed class OpenAiResponsesApi : IModelApi
{
    public ModelRequest Read(string path, JsonObject body)
    {
        var messages = new List<ModelMessage>();
        var (tools, index, wasModel) = (new Dictionary<string, IReadOnlyList<string>>(), 0, false);
        Tools(body["tools"], tools);
        foreach (var item in body["input"] as JsonArray ?? [])
        {
            var type = (string?)item!["type"] ?? "message";
            if (type == "additional_tools")
            {
                Tools(item["tools"], tools);
                continue;
            }

            var (role, text) = Piece(type, item);
            var isModel = role == "assistant";
            index += isModel && wasModel ? 0 : 1;
            wasModel = isModel;
            messages.Add(new(role, index, text));
        }

        return new("responses", path, (string?)body["model"] ?? "", (bool?)body["stream"] ?? false, (string?)body["instructions"] ?? "", messages, tools);
    }

    public JsonObject Whole(ModelRequest request, ModelReply reply) => new()
    {
        ["id"] = "resp_" + Guid.NewGuid().ToString("N"), ["object"] = "response", ["status"] = "completed", ["model"] = request.Model, ["output"] = Output(request, reply), ["usage"] = Usage(reply),
    };

    public IEnumerable<string> Stream(ModelRequest request, ModelReply reply)
    {
        var whole = Whole(request, reply);
        yield return Event("response.created", new() { ["response"] = new JsonObject { ["id"] = (string)whole["id"]!, ["status"] = "in_progress" } });
        foreach (var item in whole["output"]!.AsArray())
        {
            yield return Event("response.output_item.added", new() { ["output_index"] = item!.GetElementIndex(), ["item"] = item.DeepClone() });
            yield return Event("response.output_item.done", new() { ["output_index"] = item.GetElementIndex(), ["item"] = item.DeepClone() });
        }

        yield return Event("response.completed", new() { ["response"] = whole });
    }

    public JsonObject Error(int status) => OpenAiError.Of(status);

    private static (string Role, string Text) Piece(string type, JsonNode item) => type switch
    {
        "message" => ((string?)item["role"] ?? "user", Text(item["content"])),
        "function_call_output" or "custom_tool_call_output" => ("tool", Text(item["output"])),
        _ => ("assistant", item.ToJsonString()),
    };

    private static string Text(JsonNode? content) => content switch
    {
        JsonArray parts => string.Join('\n', parts.Select(part => (string?)part!["text"] ?? part.ToJsonString())),
        null => "",
        _ => content.ToString(),
    };

    /// <summary>Free-form tools, such as a patch or code, have no parameters.</summary>
    private static void Tools(JsonNode? list, Dictionary<string, IReadOnlyList<string>> tools)
    {
        foreach (var tool in list as JsonArray ?? [])
        {
            if (tool!["tools"] is { } space)
            {
                Tools(space, tools);
            }
            else if ((string?)tool["name"] is { } name)
            {
                tools[name] = [.. (tool["parameters"]?["properties"] as JsonObject ?? []).Select(one => one.Key)];
            }
        }
    }

    private static JsonArray Output(ModelRequest request, ModelReply reply)
    {
        var output = new JsonArray();
        if (reply.Text is { } text)
        {
            output.Add((JsonNode)new JsonObject
            {
                ["type"] = "message", ["id"] = "msg_" + Guid.NewGuid().ToString("N"), ["role"] = "assistant", ["status"] = "completed",
                ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
            });
        }

        if (Freeform(request, reply) is var (tool, words))
        {
            output.Add((JsonNode)new JsonObject { ["type"] = "custom_tool_call", ["id"] = "ctc_" + Guid.NewGuid().ToString("N"), ["call_id"] = CallId(), ["name"] = tool, ["input"] = words, ["status"] = "completed" });
        }
        else if (reply.Call(request) is var (name, input))
        {
            var call = new JsonObject { ["type"] = "function_call", ["id"] = "fc_" + Guid.NewGuid().ToString("N"), ["call_id"] = CallId(), ["name"] = name, ["arguments"] = input.ToJsonString(), ["status"] = "completed" };
            if (reply.Ov is var (served, _))
            {
                // The tools of a server stand in a room of their own.
                (call["namespace"], call["name"]) = ("mcp__ov", served);
            }

            output.Add((JsonNode)call);
        }

        return output;
    }

    /// <summary>A file is written as a patch; where code is the only tool, commands are run from code.</summary>
    private static (string Tool, string Input)? Freeform(ModelRequest request, ModelReply reply)
    {
        var patch = reply.Write is var (path, content) ? $"*** Begin Patch\n*** Add File: {path}\n{string.Concat(content.TrimEnd('\n').Split('\n').Select(line => $"+{line}\n"))}*** End Patch" : null;
        return request.Tools.ContainsKey("exec") ? patch is not null ? ("exec", $"text(await tools.apply_patch({JsonValue.Create(patch).ToJsonString()}))")
                : reply.Shell is { } command ? ("exec", $"const r = await tools.exec_command({new JsonObject { ["cmd"] = command }.ToJsonString()}); text(r.output ?? JSON.stringify(r))") : null
            : patch is not null && request.Tools.ContainsKey("apply_patch") ? ("apply_patch", patch) : null;
    }

    private static JsonObject Usage(ModelReply reply)
    {
        var input = reply.Input + reply.CacheRead + reply.CacheWrite;
        return new()
        {
            ["input_tokens"] = input, ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = reply.CacheRead, ["cache_write_tokens"] = reply.CacheWrite },
            ["output_tokens"] = reply.Output, ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 }, ["total_tokens"] = input + reply.Output,
        };
    }

    private static string CallId() => "call_" + Guid.NewGuid().ToString("N")[..24];

    private static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }
}

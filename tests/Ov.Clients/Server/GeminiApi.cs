using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>Google's Gemini. The model and whether it streams are in the path; input counts include what was cached.</summary>
internal sealed class GeminiApi : IModelApi
{
    public ModelRequest Read(string path, JsonObject body)
    {
        var messages = new List<ModelMessage>();
        var index = 0;
        foreach (var content in body["contents"] as JsonArray ?? [])
        {
            foreach (var part in content!["parts"] as JsonArray ?? [])
            {
                var role = (string?)content["role"] == "model" ? "assistant" : part!["functionResponse"] is null ? "user" : "tool";
                messages.Add(new(role, index, (string?)part!["text"] ?? part.ToJsonString()));
            }

            index++;
        }

        var tools = (body["tools"] as JsonArray ?? []).SelectMany(tool => tool?["functionDeclarations"] as JsonArray ?? []).ToDictionary(
            tool => (string)tool!["name"]!, tool => (IReadOnlyList<string>)[.. ((tool!["parametersJsonSchema"] ?? tool["parameters"])?["properties"] as JsonObject ?? []).Select(one => one.Key)]);
        var system = string.Join('\n', (body["systemInstruction"]?["parts"] as JsonArray ?? []).Select(part => (string?)part!["text"] ?? ""));
        var model = path[(path.LastIndexOf('/') + 1)..].Split(':')[0];
        return new("gemini", path, model, path.EndsWith(":streamGenerateContent", StringComparison.Ordinal), system, messages, tools);
    }

    public JsonObject Whole(ModelRequest request, ModelReply reply)
    {
        var parts = new JsonArray();
        if (reply.Text is { } text)
        {
            parts.Add((JsonNode)new JsonObject { ["text"] = text });
        }

        if (reply.Call(request) is var (name, input))
        {
            parts.Add((JsonNode)new JsonObject { ["functionCall"] = new JsonObject { ["name"] = name, ["args"] = input } });
        }

        var prompt = reply.Input + reply.CacheRead + reply.CacheWrite;
        return new()
        {
            ["candidates"] = new JsonArray(new JsonObject { ["content"] = new JsonObject { ["role"] = "model", ["parts"] = parts }, ["finishReason"] = "STOP", ["index"] = 0 }), ["modelVersion"] = request.Model,
            ["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = prompt, ["candidatesTokenCount"] = reply.Output, ["cachedContentTokenCount"] = reply.CacheRead, ["totalTokenCount"] = prompt + reply.Output,
            },
        };
    }

    public IEnumerable<string> Stream(ModelRequest request, ModelReply reply)
    {
        yield return $"data: {Whole(request, reply).ToJsonString()}\n\n";
    }

    public JsonObject Error(int status) => new()
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = $"scripted {status}", ["status"] = status switch { 401 => "UNAUTHENTICATED", 429 => "RESOURCE_EXHAUSTED", 400 => "INVALID_ARGUMENT", _ => "INTERNAL" } },
    };
}

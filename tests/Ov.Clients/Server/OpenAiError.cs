using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>How both of OpenAI's APIs refuse.</summary>
internal static class OpenAiError
{
    public static JsonObject Of(int status) => new()
    {
        ["error"] = new JsonObject
        {
            ["type"] = status switch { 401 => "authentication_error", 429 => "rate_limit_error", 400 => "invalid_request_error", _ => "server_error" }, ["message"] = $"scripted {status}", ["code"] = null,
        },
    };
}

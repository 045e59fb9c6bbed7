namespace Ov.Clients.OpenCode;

/// <summary>What OpenCode finds on the machine of a test.</summary>
internal static class OpenCodeHome
{
    public static void Furnish(ClientStory story, string url)
    {
        foreach (var quiet in new[] { "OPENCODE_DISABLE_AUTOUPDATE", "OPENCODE_DISABLE_MODELS_FETCH", "OPENCODE_DISABLE_LSP_DOWNLOAD" })
        {
            story.Team.Box.Variables[quiet] = "1";
        }

        story.Configure(".config/opencode/opencode.json", $$$"""
            {
              "model": "mock/scripted", "share": "disabled", "autoupdate": false,
              "provider": { "mock": {
                "npm": "@ai-sdk/openai-compatible", "name": "mock", "options": { "baseURL": "{{{url}}}/v1", "apiKey": "dummy" },
                "models": { "scripted": { "name": "scripted", "cost": { "input": 1, "output": 5, "cache_read": 0.1 }, "limit": { "context": 200000, "output": 8000 } } }
              } }
            }
            """);
    }
}

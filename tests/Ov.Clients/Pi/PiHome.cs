namespace Ov.Clients.Pi;

/// <summary>What pi finds on the machine of a test.</summary>
internal static class PiHome
{
    public static void Furnish(ClientStory story, string url)
    {
        (story.Team.Box.Variables["PI_OFFLINE"], story.Team.Box.Variables["PI_TELEMETRY"]) = ("1", "0");
        story.Configure(".pi/agent/models.json", $$$"""
            { "providers": { "mock": { "baseUrl": "{{{url}}}/v1", "api": "openai-completions", "apiKey": "dummy",
              "models": [ { "id": "scripted", "cost": { "input": 1, "output": 5, "cacheRead": 0.1, "cacheWrite": 0 } } ] } } }
            """);
        story.Configure(".pi/agent/settings.json", """{ "defaultProvider": "mock", "defaultModel": "scripted" }""");
    }
}

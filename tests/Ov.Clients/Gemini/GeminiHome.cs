namespace Ov.Clients.Gemini;

/// <summary>What Gemini CLI finds on the machine of a test.</summary>
internal static class GeminiHome
{
    public static void Furnish(ClientStory story, string url)
    {
        // Else it asks a router first which model to take.
        story.Team.Box.Variables["GEMINI_MODEL"] = "gemini-2.5-flash";
        story.Team.Box.Variables["GEMINI_API_KEY"] = "dummy-key-of-a-test";
        story.Team.Box.Variables["GOOGLE_GEMINI_BASE_URL"] = url;
        story.Configure(".gemini/settings.json", """
            { "security": { "auth": { "selectedType": "gemini-api-key" } }, "general": { "enableAutoUpdate": false }, "privacy": { "usageStatisticsEnabled": false } }
            """);
    }
}

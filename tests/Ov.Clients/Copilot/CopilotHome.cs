namespace Ov.Clients.Copilot;

/// <summary>What Copilot finds on the machine of a test: a provider of one's own, and no network.</summary>
internal static class CopilotHome
{
    public static void Furnish(ClientStory story, string url)
    {
        foreach (var (name, value) in new[]
        {
            ("COPILOT_OFFLINE", "true"), ("COPILOT_AUTO_UPDATE", "false"), ("COPILOT_PROVIDER_BASE_URL", $"{url}/v1"), ("COPILOT_PROVIDER_TYPE", "openai"),
            ("COPILOT_PROVIDER_API_KEY", "dummy"), ("COPILOT_MODEL", "scripted"),
        })
        {
            story.Team.Box.Variables[name] = value;
        }
    }

    /// <summary>What a person has answered once and for all on its screen.</summary>
    public static void Settle(ClientStory story) => story.Configure(".copilot/config.json", $$"""{"trustedFolders":["{{story.Team.Box.Repo}}"]}""");
}

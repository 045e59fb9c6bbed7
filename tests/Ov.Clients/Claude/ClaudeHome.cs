namespace Ov.Clients.Claude;

/// <summary>What Claude Code finds on the machine of a test.</summary>
internal static class ClaudeHome
{
    private const string Key = "dummy-key-of-a-test-0123456789";

    public static void Furnish(ClientStory story, string url)
    {
        foreach (var quiet in new[] { "DISABLE_AUTOUPDATER", "DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC" })
        {
            story.Team.Box.Variables[quiet] = "1";
        }

        // Else it asks nine times within two minutes before it believes that a key is refused.
        story.Team.Box.Variables["CLAUDE_CODE_MAX_RETRIES"] = "0";
        (story.Team.Box.Variables["ANTHROPIC_API_KEY"], story.Team.Box.Variables["ANTHROPIC_BASE_URL"]) = (Key, url);
    }

    /// <summary>What a person has answered once and for all on its screen.</summary>
    public static void Settle(ClientStory story, bool trusted) => story.Configure(
        ".claude.json",
        $$"""{"hasCompletedOnboarding":true,"customApiKeyResponses":{"approved":["{{Key[^20..]}}"],"rejected":[]},"projects":{"{{story.Team.Box.Repo}}":{"hasTrustDialogAccepted":{{(trusted ? "true" : "false")}} } } }""");
}

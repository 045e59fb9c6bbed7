namespace Ov.Clients.Codex;

/// <summary>What Codex finds on the machine of a test: a provider of one's own, and none of its services.</summary>
internal static class CodexHome
{
    public static void Furnish(ClientStory story, string url)
    {
        story.Team.Box.Variables["MOCK_KEY"] = "dummy-key-of-a-test";
        story.Configure(".codex/config.toml", $"""
            model = "gpt-5.5"
            model_provider = "mock"
            check_for_update_on_startup = false
            sandbox_mode = "danger-full-access"

            [features]
            plugins = false
            apps = false

            [analytics]
            enabled = false

            [model_providers.mock]
            name = "mock"
            base_url = "{url}/v1"
            env_key = "MOCK_KEY"
            wire_api = "responses"
            request_max_retries = 1
            stream_max_retries = 2
            """);
    }

    /// <summary>What a person has answered once and for all on its screen.</summary>
    public static void Settle(ClientStory story) => File.AppendAllText(Path.Combine(story.Team.Box.Home, ".codex", "config.toml"), $"""

            [projects."{story.Team.Box.Repo}"]
            trust_level = "trusted"

            [notice.model_migrations]
            "gpt-5.5" = "gpt-6-sol"
            """);
}

using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>
/// The environment of a watcher: its starter's, without what would make it speak as that agent or be ended with its tree, and
/// without an agent's settings (contract, "Configuration").
/// </summary>
internal static class WatcherEnvironment
{
    public static Dictionary<string, string> From(IReadOnlyDictionary<string, string> variables)
    {
        var isAgent = variables.ContainsKey("OVERSTORY_AGENT_NAME");
        var kept = variables.Where(v => !IsOurs(v.Key) && !(isAgent && IsSetting(v.Key))).ToDictionary();
        kept[HostMarker.Variable] = HostMarker.Watcher;
        return kept;
    }

    /// <summary>What changes how ov works, or where it sends what it knows.</summary>
    private static bool IsSetting(string name) => name.StartsWith("OV_CONFIG__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("OTEL_", StringComparison.Ordinal);

    private static bool IsOurs(string name) =>
        name.StartsWith("OVERSTORY_", StringComparison.Ordinal) || name.StartsWith("GIT_", StringComparison.Ordinal) && name is not ("GIT_CONFIG_NOSYSTEM" or "GIT_CONFIG_GLOBAL" or "GIT_AUTHOR_NAME" or "GIT_AUTHOR_EMAIL")
        || name is "OV_OPERATOR_TOKEN" or "OV_TEST_KILL";
}

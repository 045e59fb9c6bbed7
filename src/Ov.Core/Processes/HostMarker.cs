namespace Ov.Core.Processes;

/// <summary>
/// The variable that only <c>ov host</c> and the watcher are started with. Its bearer and everything below it belong to another
/// agent than the tree it was started from: a sling inside a turn starts a host that the kernel hands to the slinging agent's host.
/// </summary>
public static class HostMarker
{
    public const string Variable = "OVERSTORY_HOST";

    /// <summary>The watcher's value; agent names cannot begin with an at sign, so every other value is an agent's host.</summary>
    public const string Watcher = "@watch";

    public static bool IsHost(string? value) => !string.IsNullOrEmpty(value);

    public static bool IsAgentHost(string? value) => IsHost(value) && value![0] != '@';
}

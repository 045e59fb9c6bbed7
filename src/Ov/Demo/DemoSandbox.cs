using Ov.Core;
using Ov.Core.Processes;
using Ov.Core.Projects;

namespace Ov.Demo;

/// <summary>The demo's own world: it has its own user configuration too, so that it works whoever starts it and touches nothing of the user's.</summary>
internal sealed class DemoSandbox(OvEnvironment environment, string folder) : ScratchProject(folder, "greet", environment, new KeyValuePair<string, string>(ConfigVariable, ConfigIn(folder)))
{
    private const string ConfigVariable = "XDG_CONFIG_HOME";

    public void MakeRepository() => Make("ov demo", DemoProject.Start, LocalConfig());

    /// <summary>Every process of the demo carries its configuration's folder in its environment; that is how leftovers are found.</summary>
    public IReadOnlyList<int> Processes() => [.. ProcessTree.FindByEnvironment(ConfigVariable, ConfigIn(Folder)).Select(process => process.Pid)];

    private static string ConfigIn(string folder) => Path.Combine(folder, "config");

    // Absolute paths belong to this machine only, so the agents' command is in the uncommitted file.
    private static string LocalConfig()
    {
        var self = OwnExecutable.Path;
        var words = new[] { self.FileName }.Concat(self.LeadingArguments).Append("scripted").Select(word => $"\"{word}\"");
        return $"runtimes:\n  exec:\n    command: [{string.Join(", ", words)}]\n";
    }
}

using Ov.Core.Agents;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>Says, with the first command after the machine was started anew, whose work the watcher takes up again.</summary>
internal static class Reboot
{
    public static void Say(OvApp app)
    {
        var boot = ProcessIdentity.BootOf(ProcessIdentity.Current());
        var names = app.Ledger.Read(sql => AgentStore.AllLive(sql)).Where(agent => IsOfOtherBoot(agent, boot)).Select(agent => agent.Name).ToList();
        if (names.Count > 0 && app.Config.Setting(Config.ConfigKeys.WatchEnabled).Found)
        {
            app.Environment.Error.WriteLine(VisibleText.OneLine($"! The machine was started anew. The watcher takes up the work of {string.Join(", ", names)}; see 'ov status'."));
        }
    }

    /// <summary>Only its host tells: an agent that has none yet says nothing of an earlier boot.</summary>
    internal static bool IsOfOtherBoot(AgentRecord agent, string boot) =>
        boot.Length > 0 && ProcessIdentity.Parse(agent.Host) is { } host && ProcessIdentity.BootOf(host) is { Length: > 0 } its && its != boot;
}

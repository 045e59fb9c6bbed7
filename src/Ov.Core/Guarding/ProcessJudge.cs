using System.Globalization;
using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges what ends processes.</summary>
internal static class ProcessJudge
{
    public static GuardVerdict? Of(ShellCall call)
    {
        var words = call.Words.Skip(1).ToList();
        return call.Program switch
        {
            "kill" => Kill(call, words),
            "pkill" when !ShellArguments.Of(words, "P parent g pgroup s session t terminal u euid U uid F pidfile signal").Has("P", "parent") => Deny("'pkill' ends processes by name, whoever started them"),
            "killall" or "killall5" or "skill" or "snice" or "xkill" => Deny($"'{call.Program}' ends processes by name, whoever started them"),
            "fuser" when ShellArguments.Of(words, "n namespace").Has("k", "kill") => Deny("'fuser -k' ends whatever uses a file or a port"),
            "tmux" when ShellArguments.Of(words, "L S f c T", stopsAtOperand: true).Operands is [var verb, ..] && verb.Text.StartsWith("kill-", StringComparison.Ordinal) => Deny($"'tmux {verb.Text}' ends sessions of others"),
            "screen" when words.Any(word => word.Text is "quit" or "kill") => Deny("'screen' ends a session of others"),
            "shutdown" or "reboot" or "halt" or "poweroff" or "init" or "telinit" => Deny($"'{call.Program}' stops the machine"),
            "systemctl" or "service" or "launchctl" or "supervisorctl" or "loginctl" when words.Any(word => IsServiceVerb(word.Text)) => Deny($"'{call.Program}' stops a service that others use"),
            _ => null,
        };
    }

    private static bool IsServiceVerb(string word) => word is "stop" or "restart" or "kill" or "reload" or "disable" or "mask" or "isolate" or "poweroff" or "reboot" or "halt" or "shutdown" or "unload" or "bootout"
        or "try-restart" or "force-reload" or "suspend" or "terminate-session" or "terminate-user" or "kill-session" or "kill-user";

    private static GuardVerdict? Kill(ShellCall call, List<ShellField> words)
    {
        if (words is [{ IsExact: true, Text: "-l" or "-L" or "--list" or "--table" }, ..])
        {
            return null;
        }

        if (words is [{ IsExact: true } only] && only.Text is "-1" or "--" && !call.HasMoreArguments)
        {
            return Deny("'kill -1' ends every process of this user");
        }

        var targets = Targets(words);
        if (call.HasMoreArguments)
        {
            return Deny("'kill' gets its processes from another program");
        }

        foreach (var target in targets)
        {
            if (target.IsExact && long.TryParse(target.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id is 0 or 1 or -1)
            {
                return Deny($"'kill {target.Text}' ends processes that others started");
            }

            if (!target.IsKnown && target.Script is { } script && !IsOwnList(script))
            {
                return Deny("'kill' gets its processes from a search");
            }
        }

        return null;
    }

    private static IEnumerable<ShellField> Targets(List<ShellField> words) => words switch
    {
        [{ IsExact: true, Text: "-s" or "--signal" or "-n" }, _, .. var rest] => rest.Where(word => word.Text != "--"),
        [{ IsExact: true, Text: ['-', ..] } first, .. var rest] when first.Text != "--" => rest.Where(word => word.Text != "--"),
        _ => words.Where(word => word.Text != "--"),
    };

    /// <summary>What a file of its own or the shell's own jobs tell.</summary>
    private static bool IsOwnList(ShellNode script) => script is ShellCommand { Words: [] } || (script is ShellCommand { Words: [var name, ..] } && name.Literal is "cat" or "jobs" or "head");

    private static GuardVerdict Deny(string what) => GuardVerdict.Deny(GuardRules.NoForeignProcesses, what + ".");
}

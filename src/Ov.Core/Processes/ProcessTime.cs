using System.Globalization;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>The processor time that a process and everything below it have used.</summary>
public static class ProcessTime
{
    /// <summary>USER_HZ: clock ticks of /proc are hundredths of a second on every Linux.</summary>
    private const int MsPerTick = 10;

    /// <summary>Null where it cannot be told, which is no evidence of anything.</summary>
    public static long? OfTree(ProcessIdentity root)
    {
        if (root.Liveness != Liveness.Alive)
        {
            return null;
        }

        var total = 0L;
        foreach (var pid in ProcessTree.Descendants(root).Select(process => process.Pid).Prepend(root.Pid))
        {
            total += Of(pid) ?? 0;
        }

        return total;
    }

    /// <summary>With what its ended children used, so that a tool that came and went counts as work.</summary>
    private static long? Of(int pid)
    {
        if (ProcFile.Read($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat") is not { } stat || Array.LastIndexOf(stat, (byte)')') is not (> 0 and var close))
        {
            return null;
        }

        // The third field is the first after the name; 14 to 17 are the times.
        var fields = Encoding.ASCII.GetString(stat, close + 2, stat.Length - close - 2).Split(' ');
        return fields.Length < 15 ? null : fields[11..15].Sum(field => long.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)) * MsPerTick;
    }
}

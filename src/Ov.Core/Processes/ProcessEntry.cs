using System.Buffers.Text;

namespace Ov.Core.Processes;

/// <summary>One line of the process table.</summary>
/// <param name="Parent">0 for the first process and for a parent outside our pid namespace.</param>
/// <param name="State">The kernel's letter; Z and X are dead.</param>
/// <param name="StartTime">Clock ticks since boot: with the pid it names a process for good.</param>
public sealed record ProcessEntry(int Pid, int Parent, int Session, char State, long StartTime)
{
    public bool IsDead => State is 'Z' or 'X' or 'x';

    /// <summary>The value the process was started with, or null when it has none or is not ours to read.</summary>
    public string? Variable(string name) => ProcFile.Variable(Pid, name);

    /// <summary>Null when there is no such process, or it is not ours to see.</summary>
    public static ProcessEntry? Of(int pid) => Parse(pid, ProcFile.Read($"/proc/{pid}/stat"));

    /// <summary>The program's name (field 2) may hold spaces and brackets, so fields are counted from the last bracket.</summary>
    internal static ProcessEntry? Parse(int pid, ReadOnlySpan<byte> stat)
    {
        var close = stat.LastIndexOf((byte)')');
        if (close < 0 || close + 2 >= stat.Length)
            return null;
        var rest = stat[(close + 2)..];
        var state = (char)rest[0];
        long parent = 0, session = 0, start = 0;
        for (var field = 3; field <= 22; field++)
        {
            var space = rest.IndexOf((byte)' ');
            var text = space < 0 ? rest : rest[..space];
            if (field is 4 or 6 or 22)
            {
                if (!Utf8Parser.TryParse(text, out long number, out _))
                    return null;
                if (field == 4)
                    parent = number;
                else if (field == 6)
                    session = number;
                else
                    start = number;
            }
            if (space < 0 && field < 22)
                return null;
            rest = space < 0 ? default : rest[(space + 1)..];
        }
        return new ProcessEntry(pid, (int)parent, (int)session, state, start);
    }
}

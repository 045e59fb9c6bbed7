using Ov.Core.Config;
using Ov.Core.Processes;

namespace Ov.Core.Worktrees;

/// <summary>How ports are given out: where from, how many, and to whom first.</summary>
/// <param name="Project">Whatever tells this project from others of the machine.</param>
/// <param name="Count">Ports of each worktree; 0 gives out none.</param>
/// <param name="IsFree">Whether nobody listens on a port now.</param>
public sealed record PortPlan(string Project, PortRange Range, int Count, Func<int, bool> IsFree)
{
    public static PortPlan In(OvApp app) => new(app.Project.CommonDir, app.Config.Worktrees.PortRange, app.Config.Worktrees.PortCount, LoopbackPort.IsFree);

    /// <summary>
    /// The first free block from the place that project and name hash to, around the end of the range and on: the same name gets the
    /// same ports again as long as nobody else has them. Null when there is none.
    /// </summary>
    public IReadOnlyList<int>? Pick(string name, IReadOnlySet<int> taken)
    {
        var blocks = Range.Size / Count;
        var start = blocks == 0 ? 0 : (int)(Hash($"{Project}\0{name}") % (uint)blocks);
        for (var step = 0; step < blocks; step++)
        {
            var first = Range.First + ((start + step) % blocks * Count);
            var block = Enumerable.Range(first, Count);
            if (!block.Any(taken.Contains) && block.All(IsFree))
            {
                return [.. block];
            }
        }

        return null;
    }

    /// <summary>FNV-1a: the runtime's own hash of a text is another one in every process.</summary>
    private static uint Hash(string text)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16_777_619u;
        }

        return hash ^ (hash >> 15);
    }
}

using System.Text;
using Ov.Core.Config;
using Ov.Core.Text;

namespace Ov.Core.Worktrees;

/// <summary>Under which name a kept folder is found again: the same files, commands and kind of machine make the same folder.</summary>
public static class CacheKey
{
    /// <summary>Null when a file that decides is missing: then nothing is kept or taken.</summary>
    public static string? Of(string worktree, CacheSpec cache, IReadOnlyList<CommandSpec> setup)
    {
        using var all = new MemoryStream();
        void Add(ReadOnlySpan<byte> part)
        {
            all.Write(Encoding.UTF8.GetBytes($"{part.Length}\n"));
            all.Write(part);
        }

        Add(Encoding.UTF8.GetBytes($"{cache.Path}\0{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}"));
        foreach (var command in setup)
        {
            Add(Encoding.UTF8.GetBytes(command.ExactText));
        }

        foreach (var name in cache.Key)
        {
            var file = Path.Combine(worktree, name);
            if (!File.Exists(file))
            {
                return null;
            }

            Add(Encoding.UTF8.GetBytes(name));
            Add(File.ReadAllBytes(file));
        }

        return Sha256.HexOf(all.ToArray());
    }
}

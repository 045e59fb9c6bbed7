using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>Finds and ends what a sandbox's programs left running, however thoroughly they detached.</summary>
internal static class Leftovers
{
    /// <summary>
    /// Waits for processes of that folder to end by themselves, then kills the rest.
    /// Returns one line for each that had to be killed. Without /proc it finds none.
    /// </summary>
    public static IReadOnlyList<string> End(string root, TimeSpan grace)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < grace && Find(root).Count > 0)
        {
            Thread.Sleep(20);
        }

        var killed = new Dictionary<int, string>();
        // Again until none is found: a process may start another while it is being ended.
        for (var found = Find(root); found.Count > 0 && clock.Elapsed < grace + TimeSpan.FromSeconds(10); found = Find(root))
        {
            foreach (var (pid, command) in found)
            {
                killed[pid] = command;
                Kill(pid);
            }

            Thread.Sleep(5);
        }

        return killed.Select(k => $"{k.Key} {k.Value}").ToList();
    }

    private static Dictionary<int, string> Find(string root)
    {
        var found = new Dictionary<int, string>();
        if (!Directory.Exists("/proc/self"))
        {
            return found;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && pid != Environment.ProcessId && Belongs(folder, root))
            {
                found[pid] = Read($"{folder}/cmdline").Replace('\0', ' ').Trim();
            }
        }

        return found;
    }

    /// <summary>Its home is the sandbox's, or (environment dropped) it works inside the sandbox. A zombie has neither.</summary>
    private static bool Belongs(string folder, string root) =>
        Read($"{folder}/environ").Split('\0').Contains($"HOME={root}/home") || WorkingDirectory(folder).StartsWith(root + "/", StringComparison.Ordinal);

    private static string WorkingDirectory(string folder)
    {
        try
        {
            return File.ResolveLinkTarget($"{folder}/cwd", returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended between being found and being killed.
        }
    }
}

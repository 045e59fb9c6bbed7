using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>
/// Keeps the machine from falling asleep until it is disposed, by the system's own means. They let go by themselves when we die: the program
/// that holds the machine awake reads from us, and ends with us.
/// </summary>
public sealed partial class KeepAwake : IDisposable
{
    private const string UntilInputEnds = "echo held; exec cat >/dev/null";
    private const uint Continuous = 0x80000000, SystemRequired = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process? _holder;

    private KeepAwake(Process? holder) => _holder = holder;

    /// <summary>Which program does it on this system; null on Windows, which needs none.</summary>
    internal static IReadOnlyList<string>? Program => OperatingSystem.IsWindows() ? null
        : OperatingSystem.IsMacOS() ? ["caffeinate", "-i", "sh", "-c", UntilInputEnds]
        : ["systemd-inhibit", "--what=idle:sleep", "--who=ov", "--why=Agents are at work", "--mode=block", "sh", "-c", UntilInputEnds];

    /// <returns>Null when the machine may sleep all the same, with a sentence that says why.</returns>
    public static KeepAwake? Begin(IReadOnlyDictionary<string, string> variables, out string? refusal)
    {
        refusal = null;
        if (Program is not { } words)
        {
            refusal = OperatingSystem.IsWindows() && SetThreadExecutionState(Continuous | SystemRequired) == 0 ? "This system does not let itself be kept awake; it may fall asleep while agents work." : null;
            return refusal is null ? new KeepAwake(null) : null;
        }

        if (ProgramPath.Find(words[0], variables) is not { } path)
        {
            refusal = $"There is no '{words[0]}' here to keep the machine awake; it may fall asleep while agents work.";
            return null;
        }

        var start = new ProcessStartInfo(path, words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var held = new KeepAwake(Process.Start(start));
        if (held.Answered())
        {
            return held;
        }

        refusal = $"'{words[0]}' could not keep the machine awake{held.Said()}; it may fall asleep while agents work.";
        held.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_holder is null)
        {
            _ = OperatingSystem.IsWindows() ? SetThreadExecutionState(Continuous) : 0;
            return;
        }

        _holder.StandardInput.Dispose();
        if (!_holder.WaitForExit(Patience))
        {
            _holder.Kill(entireProcessTree: true);
        }

        _holder.Dispose();
    }

    /// <summary>The program runs our command only once it holds the machine awake.</summary>
    private bool Answered()
    {
        var line = _holder!.StandardOutput.ReadLineAsync();
        return line.Wait(Patience) && line.Result == "held";
    }

    private string Said() => _holder!.WaitForExit(Patience) && _holder.StandardError.ReadLine() is { Length: > 0 } words ? $" ({words})" : "";

    [LibraryImport("kernel32.dll")]
    private static partial uint SetThreadExecutionState(uint state);
}

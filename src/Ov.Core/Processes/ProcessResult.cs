using System.Text;

namespace Ov.Core.Processes;

/// <summary>How a command ended and what it said.</summary>
/// <param name="ExitCode">128 + signal when a signal ended it.</param>
/// <param name="Cut">True when a stream was longer than the cap; its text then holds a note in the middle.</param>
public sealed record ProcessResult(int ExitCode, byte[] StdoutBytes, byte[] StderrBytes, bool TimedOut, bool Cut, TimeSpan Duration)
{
    public string Stdout => Encoding.UTF8.GetString(StdoutBytes);

    public string Stderr => Encoding.UTF8.GetString(StderrBytes);

    public bool Succeeded => ExitCode == 0 && !TimedOut;
}

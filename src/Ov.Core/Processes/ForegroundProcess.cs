using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>
/// Runs a program that takes over the terminal for a while, such as a pager: it stays in our session and keeps our streams.
/// </summary>
public static class ForegroundProcess
{
    /// <summary>Gives the program a text on its standard input and waits for its end.</summary>
    /// <returns>False when there is no such program, so that nothing was shown.</returns>
    public static bool Feed(string program, IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> variables, string text)
    {
        if (ProgramPath.Find(program, variables, directory) is not { } path)
        {
            return false;
        }

        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = directory, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        // Ctrl-C at the terminal reaches both; it is the program's to answer, and it must not outlive us.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        try
        {
            using var process = Process.Start(start)!;
            Write(process, text);
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static void Write(Process process, string text)
    {
        try
        {
            process.StandardInput.Write(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The reader has seen enough.
        }
    }
}

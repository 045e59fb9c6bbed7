using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Ov.Core;

namespace Ov.Cli;

/// <summary>The process's own streams, variables and folder as one record: the only file that touches them.</summary>
internal static class Streams
{
    public static OvEnvironment OfThisProcess()
    {
        // In this order, because a new file takes the lowest free number.
        var (input, output, error) = (ClosedStreams.Claim(0), ClosedStreams.Claim(1), ClosedStreams.Claim(2));
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new OvEnvironment(
            WorkingDirectory(),
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
            input < 0 ? TextReader.Null : new StreamReader(Console.OpenStandardInput(), utf8),
            new StreamWriter(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new OutputStream(output), utf8) { AutoFlush = false },
            new StreamWriter(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new OutputStream(error, heard: false), utf8) { AutoFlush = true },
            TimeProvider.System,
            IsTerminal(input),
            IsTerminal(output),
            IsTerminal(error))
        {
            TerminalColumns = () => TerminalSize.Columns(1) ?? TerminalSize.Columns(2), TerminalRows = () => TerminalSize.Rows(1), PressedKey = () => Console.KeyAvailable ? Console.ReadKey(intercept: true) : null,
        };
    }

    /// <summary>A folder that was removed under the shell's feet holds no repository; <c>--project</c> still leads to one.</summary>
    private static string WorkingDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return Path.GetPathRoot(Path.GetTempPath())!;
        }
    }

    private static bool IsTerminal(int descriptor) => OperatingSystem.IsWindows()
        ? descriptor switch { 0 => !Console.IsInputRedirected, 1 => !Console.IsOutputRedirected, _ => !Console.IsErrorRedirected }
        : isatty(descriptor) == 1;

    [DllImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int isatty(int descriptor);
}

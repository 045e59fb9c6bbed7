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
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new OvEnvironment(
            Directory.GetCurrentDirectory(),
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
            new StreamReader(Console.OpenStandardInput(), utf8),
            new StreamWriter(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new OutputStream(1), utf8) { AutoFlush = false },
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            TimeProvider.System,
            IsTerminal(0),
            IsTerminal(1),
            IsTerminal(2));
    }

    private static bool IsTerminal(int descriptor) => OperatingSystem.IsWindows()
        ? descriptor switch { 0 => !Console.IsInputRedirected, 1 => !Console.IsOutputRedirected, _ => !Console.IsErrorRedirected }
        : isatty(descriptor) == 1;

    [DllImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int isatty(int descriptor);
}

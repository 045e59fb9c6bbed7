using System.Runtime.InteropServices;

namespace Ov.Cli;

/// <summary>How wide and high the terminal of a stream is. Asked of the kernel: the library's own way first reads the terminal's whole description.</summary>
internal static class TerminalSize
{
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Null when it has no terminal, or one that does not say.</summary>
    public static int? Columns(int descriptor) => Ask(descriptor) is { Columns: > 0 } size ? size.Columns : null;

    /// <inheritdoc cref="Columns"/>
    public static int? Rows(int descriptor) => Ask(descriptor) is { Rows: > 0 } size ? size.Rows : null;

    private static unsafe Size? Ask(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OtherSystem();
        }

        Size size;
        return ioctl(descriptor, GetWindowSize, &size) == 0 ? size : null;
    }

    private static Size? OtherSystem()
    {
        try
        {
            return new Size { Columns = (ushort)Math.Max(0, Console.WindowWidth), Rows = (ushort)Math.Max(0, Console.WindowHeight) };
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern unsafe int ioctl(int descriptor, nuint request, Size* size);

    [StructLayout(LayoutKind.Sequential)]
    private struct Size
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}

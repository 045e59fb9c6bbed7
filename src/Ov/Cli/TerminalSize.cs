using System.Runtime.InteropServices;

namespace Ov.Cli;

/// <summary>How wide the terminal of a stream is. Asked of the kernel: the library's own way first reads the terminal's whole description.</summary>
internal static class TerminalSize
{
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Null when it has no terminal, or one that does not say.</summary>
    public static unsafe int? Columns(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OtherSystem();
        }

        Size size;
        return ioctl(descriptor, GetWindowSize, &size) == 0 && size.Columns > 0 ? size.Columns : null;
    }

    private static int? OtherSystem()
    {
        try
        {
            return Console.WindowWidth is > 0 and var columns ? columns : null;
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

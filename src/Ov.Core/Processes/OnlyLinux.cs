namespace Ov.Core.Processes;

/// <summary>Starting and ending processes needs Linux so far; elsewhere the refusal says so instead of half working.</summary>
internal static class OnlyLinux
{
    internal static void Require(string what)
    {
        if (!OperatingSystem.IsLinux())
            throw new OvException(ErrorCode.ToolMissing, $"{what} works on Linux only so far.", "Run ov on Linux, in WSL 2 or in a container.");
    }
}

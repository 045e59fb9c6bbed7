namespace Ov.Core.Runtimes;

/// <summary>Our own program as a word of a shell command line: runtimes hand hook commands to a shell.</summary>
internal static class HookCommand
{
    public static string Of(string ov) => $"'{ov.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using Ov.Core.Processes;

namespace Ov.Core.Runtimes.Survey;

/// <summary>Which version of a runtime's program is here. Asking runs the program, so only <c>runtime list|show|test</c> and <c>doctor</c> do it.</summary>
public static class RuntimeVersion
{
    /// <summary>A program that answers later is one that asks a network or a person.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Null when the program says nothing that looks like a version in time.</summary>
    public static string? Ask(string program, ProcessRunner processes)
    {
        try
        {
            var answer = processes.Run(new ProcessRequest(program, ["--version"]) { TimeLimit = Limit, OwnsTree = true, OutputCap = 1 << 16 });
            return answer.TimedOut ? null : Find(answer.Stdout) ?? Find(answer.Stderr);
        }
        catch (OvException)
        {
            return null;
        }
    }

    /// <summary>The first word that begins with a digit and holds a dot: some print a name before it, or a sentence around it, or warn first.</summary>
    public static string? Find(string text) => text.Split([' ', '\t', '\n', '\r', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.TrimEnd('.', ',', ';').TrimStart('v'))
        .FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0]) && word.Contains('.', StringComparison.Ordinal));
}

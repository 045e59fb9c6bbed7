using Ov.Core.Processes;

namespace Ov.Core.Runtimes.Trial;

/// <summary>Compares the flags that ov passes with those that a program's own help names.</summary>
internal static class HelpFlags
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>A sentence for each flag that the help does not name; none when the program gives no help.</summary>
    /// <param name="commands">The command lines that ov would run.</param>
    public static IReadOnlyList<string> Gone(string program, IEnumerable<IReadOnlyList<string>> commands, ProcessRunner processes) =>
        [.. commands.Where(command => command.Count > 0).GroupBy(Asked).SelectMany(asked => Gone(program, asked.Key, [asked.First()[0], .. asked.SelectMany(command => command.Skip(1))], processes))];

    /// <summary>What asks for the help of its subcommand.</summary>
    private static string Asked(IReadOnlyList<string> command) => string.Join(' ', [.. command.Skip(1).TakeWhile(word => word.Length > 0 && word.All(char.IsAsciiLetterLower)), "--help"]);

    private static IEnumerable<string> Gone(string program, string asked, IReadOnlyList<string> command, ProcessRunner processes)
    {
        try
        {
            var answer = processes.Run(new ProcessRequest(program, asked.Split(' ')) { TimeLimit = Limit, OwnsTree = true });
            var help = answer.Stdout + "\n" + answer.Stderr;
            return answer.Succeeded ? Missing(command, help).Select(flag => $"'{command[0]} {asked}' no longer names {flag}, which ov passes.") : [];
        }
        catch (OvException)
        {
            return [];
        }
    }

    /// <summary>Some write two flags as one: <c>--system-prompt[-file]</c>.</summary>
    internal static IEnumerable<string> Missing(IReadOnlyList<string> command, string help)
    {
        var whole = help.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        return command.Skip(1).Where(word => word.Length > 1 && word[0] == '-').Select(word => word.Split('=')[0]).Distinct().Where(flag => !Names(help, flag) && !Names(whole, flag));
    }

    private static bool Names(string help, string flag)
    {
        for (var at = help.IndexOf(flag, StringComparison.Ordinal); at >= 0; at = help.IndexOf(flag, at + 1, StringComparison.Ordinal))
        {
            var end = at + flag.Length;
            if ((at == 0 || !IsPart(help[at - 1])) && (end == help.Length || !IsPart(help[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core;

namespace Ov.EndToEnd.BadInput;

/// <summary>Makes command lines that nobody should type, from the commands as they are built: a new one is covered by being there.</summary>
internal sealed class HostileArguments(IReadOnlyList<string> known)
{
    private static readonly string[] Nasty =
    [
        "", " ", "-", "--", "-x", "--no-such", "--json=maybe", "--limit=", "\e[31mred\a\e]0;title\a", "a\nb", "a\r\nError [usage]: forged", "\t", "\\0", "\\u0000", "%00", "\u202egnp.exe",
        "\u2028", "\ufeff", "/", ".", "..", "../../etc/passwd", "README.md", "a-folder", "missing.txt", "/proc/self/mem", "/dev/null", "~", "*", "?", "[", "a,b,,c", "@all", "@", "@@builders", "#1", "#",
        "0", "1", "-1", "99", "2147483648", "-9223372036854775808", "999999999999999999999999", "1e309", "NaN", "0x10", "1.5", "٣", "0s", "-5m", "99999999999h", "1970-01-01", "9999-12-31T23:59:59Z",
        "'; DROP TABLE task; --", "$(touch pwned)", "`touch pwned`", "; touch pwned", "%s%n", "{", "{}", "[]", "null", "true", "{\"a\":", "登录", "e\u0301", "\U0001F468\u200D\U0001F469", "é", "ÿ",
        "main", "HEAD", "HEAD~1", "refs/heads/main", "-main", "ov/run-1", "main..main", "nul", "con", "operator", "orchestrator", "OPERATOR", "Alice", "a b c",
    ];

    /// <summary>Every command that can be run, with its words. The demo has tests of its own and takes too long for this.</summary>
    public static IReadOnlyList<(string[] Words, Command Command, bool IsHook)> Commands { get; } = All();

    /// <summary>A command line for that command; the same for the same random numbers.</summary>
    public string[] For((string[] Words, Command Command, bool IsHook) target, Random random)
    {
        List<string> line = [.. target.Words];
        if (random.Next(3) == 0)
        {
            line.Add("--json");
        }

        foreach (var argument in target.Command.Arguments)
        {
            var most = Math.Min(argument.Arity.MaximumNumberOfValues, 3);
            for (var i = 0; i < (most == 0 ? 0 : random.Next(argument.Arity.MinimumNumberOfValues == 0 ? 0 : random.Next(8) == 0 ? 0 : 1, most + 1)); i++)
            {
                line.Add(Word(random));
            }
        }

        var options = target.Command.Options.Where(option => option is not System.CommandLine.Help.HelpOption && option.Name is not ("--help" or "--version")).ToList();
        for (var left = random.Next(0, Math.Min(4, options.Count) + 1); left > 0; left--)
        {
            Option(line, options[random.Next(options.Count)], random);
        }

        if (random.Next(6) == 0)
        {
            line.Insert(random.Next(target.Words.Length, line.Count + 1), Word(random));
        }

        return [.. line];
    }

    public string? Input(Random random) => random.Next(4) switch
    {
        0 => new string('z', 100_000),
        1 => "{\"session_id\":\"\\u0000\",\"tool_name\":7,\"tool_input\":[[[[]]]],\"prompt\":\"\\ud800\"",
        2 => "\0\u0001\e[2J\r\n--- forged\n",
        _ => null,
    };

    private void Option(List<string> line, Option option, Random random)
    {
        var name = random.Next(4) == 0 && option.Aliases.Count > 0 ? option.Aliases.First() : option.Name;
        if (option.ValueType == typeof(bool))
        {
            line.Add(random.Next(5) == 0 ? $"{name}={Word(random)}" : name);
        }
        else if (random.Next(4) == 0)
        {
            line.Add($"{name}={Word(random)}");
        }
        else
        {
            line.AddRange(random.Next(10) == 0 ? [name] : [name, Word(random)]);
        }
    }

    private string Word(Random random) => random.Next(10) switch
    {
        < 3 when known.Count > 0 => known[random.Next(known.Count)],
        3 => known[random.Next(known.Count)][..^1],
        4 when random.Next(3) == 0 => new string("x登 -"[random.Next(4)], random.Next(2) == 0 ? 300 : 100_000 / 3),
        _ => Nasty[random.Next(Nasty.Length)],
    };

    private static List<(string[], Command, bool)> All()
    {
        var environment = new OvEnvironment(
            Path.GetTempPath(), new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
        var runner = new CommandRunner(environment, new GlobalOptions());
        return [.. CommandTree.Leaves(CommandTree.Create(runner)).Select(command => (CommandRunner.PathOf(command).Split(' '), command, runner.GuideOf(command) is { } guide && (guide.Hook || guide.HookWhen is not null)))
            .Where(entry => entry.Item1 is not ["demo"])];
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ov.Cli;

/// <summary>One screen of help for a command: what it does, examples first, then its symbols. All from the command definitions.</summary>
internal sealed class HelpPage(CommandRunner runner) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not have given the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, runner.Environment.Out);
        return 0;
    }

    public void Write(Command command, TextWriter output)
    {
        if (!command.Parents.Any())
        {
            WriteRoot(command, output, everything: false);
            return;
        }

        var guide = runner.GuideOf(command);
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"Usage: {Usage(command)}");
        Section(output, "Examples", guide?.Examples.Select(example => (example, "")) ?? []);
        Section(output, "Verbs", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? "")));
        Section(output, "Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => ($"<{a.HelpName ?? a.Name}>", a.Description ?? "")));
        Section(output, "Options", command.Options.Where(o => !o.Hidden).Select(o => (Names(o), o.Description ?? "")));
        Section(output, "Global options", GlobalNames());
        if (guide?.About.Length > 0)
        {
            output.WriteLine();
            output.WriteLine(guide.About);
        }
    }

    /// <summary>The list of commands: the day's ones, or all.</summary>
    public void WriteRoot(Command root, TextWriter output, bool everything)
    {
        output.WriteLine("ov turns a repository and any coding-agent CLIs into a team over one local ledger.");
        output.WriteLine();
        output.WriteLine("Usage: ov <command> [options]");
        var rows = Leaves(root).Where(c => everything || runner.GuideOf(c)?.Daily == true)
            .Select(c => (CommandRunner.PathOf(c), c.Description ?? ""));
        Section(output, everything ? "Commands" : "Commands of the day", rows);
        Section(output, "Global options", GlobalNames());
        output.WriteLine();
        output.WriteLine(everything
            ? "'ov <command> --help' shows examples; 'ov help errors' lists the error codes."
            : "'ov help all' lists every command; 'ov <command> --help' shows examples; 'ov help errors' lists the error codes.");
    }

    /// <summary>Every visible command that can be run, in the order of the tree.</summary>
    public static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => (c.Action is null ? [] : new[] { c }).Concat(Leaves(c)));

    private static string Usage(Command command)
    {
        var arguments = command.Arguments.Where(a => !a.Hidden).Select(a =>
        {
            var name = $"<{a.HelpName ?? a.Name}>{(a.Arity.MaximumNumberOfValues > 1 ? "…" : "")}";
            return a.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
        });
        var verb = command.Subcommands.Count > 0 ? command.Action is null ? ["<verb>"] : new[] { "[<verb>]" } : [];
        return string.Join(' ', new[] { "ov", CommandRunner.PathOf(command) }.Concat(verb).Concat(arguments).Append("[options]"));
    }

    private IEnumerable<(string, string)> GlobalNames() =>
        runner.Options.All.Select(o => (Names(o), o.Description ?? "")).Append(("-h, --help", "Show this help."));

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(n => n.Length));
        return option.HelpName is { } value ? $"{names} <{value}>" : option.ValueType == typeof(bool) ? names : $"{names} <{option.Name.TrimStart('-')}>";
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        var width = Math.Min(34, lines.Max(line => line.Left.Length) + 2);
        foreach (var (left, right) in lines)
        {
            output.WriteLine($"  {(right.Length == 0 ? left : left.PadRight(width))}{right}".TrimEnd());
        }
    }
}

using System.CommandLine;

namespace Ov.Cli.Help;

/// <summary>How help speaks of a command's symbols.</summary>
internal static class SymbolText
{
    /// <summary>The command line in general, such as <c>ov show &lt;thing&gt; [options]</c>.</summary>
    public static string Usage(Command command)
    {
        var verb = command.Subcommands.Any(c => !c.Hidden) ? command.Action is null ? ["<verb>"] : new[] { "[<verb>]" } : [];
        var options = command.Options.Where(o => !o.Hidden).ToList();
        var needed = options.Where(o => o.Required).Select(o => $"{o.Name} <{ValueName(o)}>");
        string[] rest = options.All(o => o.Required) ? [] : ["[options]"];
        return string.Join(' ', new[] { $"ov {CommandRunner.PathOf(command)}" }.Concat(verb).Concat(Shown(command).Select(ArgumentIn)).Concat(needed).Concat(rest));
    }

    public static IEnumerable<HelpRow> Arguments(Command command) => Shown(command).Select(a => new HelpRow($"<{a.HelpName ?? a.Name}>", a.Description ?? ""));

    /// <summary>Every option with what it takes, what it takes when left out, and whether it must be given.</summary>
    public static IEnumerable<HelpRow> Options(Command command) =>
        command.Options.Where(o => !o.Hidden).Select(o => new HelpRow(Names(o), string.Join(' ', new[] { o.Description ?? "" }.Concat(Facts(o)))));

    /// <summary>Every option by its own name, without aliases.</summary>
    public static IEnumerable<HelpRow> BriefOptions(Command command) =>
        command.Options.Where(o => !o.Hidden).Select(o => new HelpRow(IsSwitch(o) ? o.Name : $"{o.Name} <{ValueName(o)}>", o.Description ?? ""));

    public static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(n => n.StartsWith("--", StringComparison.Ordinal)).ThenBy(n => n != option.Name));
        return IsSwitch(option) ? names : $"{names} <{ValueName(option)}>";
    }

    public static bool IsSwitch(Option option) => option.ValueType == typeof(bool) && option.HelpName is null;

    private static string ValueName(Option option) => option.HelpName ?? option.Name.TrimStart('-');

    private static IEnumerable<Argument> Shown(Command command) => command.Arguments.Where(a => !a.Hidden);

    private static string ArgumentIn(Argument argument)
    {
        var name = $"<{argument.HelpName ?? argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 ? "…" : "")}";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static IEnumerable<string> Facts(Option option)
    {
        if (option is IChoice { Words: var words } && words.Any(word => !option.Description!.Contains(word, StringComparison.Ordinal)))
        {
            yield return $"One of: {string.Join(", ", words)}.";
        }

        if (option.HasDefaultValue && option.GetDefaultValue() is { } value and not false and not "" && value is not System.Collections.ICollection { Count: 0 })
        {
            yield return $"Default: {value}.";
        }

        if (option.Required)
        {
            yield return "Required.";
        }
    }
}

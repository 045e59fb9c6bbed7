using System.Runtime.CompilerServices;
using System.Text;
using Ov.Core.Adopting;

namespace Ov.Tests.House;

/// <summary>The table of command lines in docs/from-overstory.md comes from the rules. <c>OV_SNAPSHOT=accept dotnet test</c> writes it anew; CI never does.</summary>
public sealed class FromOverstoryTests
{
    private const string Begin = "<!-- lines -->\n";
    private const string End = "<!-- /lines -->";

    [Fact]
    public void The_table_of_command_lines_is_the_one_of_the_rules()
    {
        var file = Path.Combine(Root(), "docs", "from-overstory.md");
        var text = File.ReadAllText(file);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(file, text[..from] + Table() + text[to..]);
            return;
        }

        Assert.Equal(Table(), text[from..to]);
    }

    private static string Table()
    {
        var table = new StringBuilder("| line begins with | becomes | options | why |\n|---|---|---|---|\n");
        var kept = CommandRules.All.Where(rule => rule.Kind == RuleKind.Same);
        table.Append($"| {string.Join(", ", kept.Select(rule => $"`{rule.Ours}`"))} | the same | `sling --task X` is `sling X` | |\n");

        foreach (var rule in CommandRules.All.Where(rule => rule.Kind is RuleKind.Rewritten or RuleKind.Needless))
        {
            table.Append($"| `{Program(rule.Program)} {rule.Verb}{(rule.When is { } when ? " … " + when : "")}`{Who(rule)} | `{rule.Ours}` | {Options(rule)} | {rule.Why} |\n");
        }

        foreach (var why in CommandRules.All.Where(rule => rule.Kind == RuleKind.Unserved).GroupBy(rule => (rule.Program, rule.Why)))
        {
            table.Append($"| {string.Join(", ", why.Select(rule => $"`{Program(rule.Program)} {rule.Verb}`"))} | stays as it is; `ov init` names it | | {why.Key.Why} |\n");
        }

        return table.ToString();
    }

    private static string Who(CommandRule rule) => rule.AtDesk == true ? " at the desk" : "";

    private static string Options(CommandRule rule)
    {
        if (rule.DropsWords)
        {
            return "all go";
        }

        var changed = rule.Options.Where(pair => pair.Key != pair.Value && pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value!.Length == 0 ? $"`{pair.Key} X` is `X`" : $"`{pair.Key}` is `{pair.Value}`");
        var gone = rule.Options.Where(pair => pair.Value is null).Select(pair => $"`{pair.Key}`").Order(StringComparer.Ordinal).ToList();
        var words = rule.WordsOption is { } option ? [$"{(rule.EachWord ? "each" : "the first")} plain word is `{option} word`"] : Array.Empty<string>();
        return string.Join("; ", [.. words, .. changed, .. gone.Count > 0 ? new[] { $"{string.Join(", ", gone)} {(gone.Count == 1 ? "goes" : "go")}" } : []]);
    }

    private static string Program(ForeignProgram program) => program switch { ForeignProgram.Tracker => "sd", ForeignProgram.Lessons => "ml", _ => "ov" };

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Ov.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

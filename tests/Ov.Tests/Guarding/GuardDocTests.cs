using System.Text;
using Ov.Core.Guarding;
using Ov.Tests.House;

namespace Ov.Tests.Guarding;

/// <summary>The table in docs/guard.md is the table of the rules.</summary>
public sealed class GuardDocTests
{
    private const string Begin = "<!-- rules: written by the tests -->\n", End = "<!-- end of rules -->";

    [Fact]
    [Trait(SourceTree.Kind, SourceTree.Generated)]
    public void The_documentation_lists_every_rule()
    {
        var file = Path.Combine(SourceTree.Root, "docs", "guard.md");
        var kept = File.ReadAllText(file);
        var (from, to) = (kept.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, kept.IndexOf(End, StringComparison.Ordinal));
        var table = new StringBuilder("| rule | binds | |\n|---|---|---|\n");
        foreach (var rule in GuardRules.All)
        {
            table.Append("| `").Append(rule.Id).Append("` | ").Append(rule.Binds).Append(" | ").Append(rule.Refuses).Append(' ').Append("*Instead:* ").Append(rule.Hint).Append(" |\n");
        }

        var wanted = kept[..from] + table + kept[to..];
        if (SourceTree.Accepts)
        {
            File.WriteAllText(file, wanted);
            return;
        }

        Assert.True(wanted == kept, $"docs/guard.md is stale; write it anew with: {SourceTree.Accept}");
    }
}

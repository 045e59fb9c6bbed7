using Ov.Cli;
using Ov.Cli.Help;
using Ov.Core;

namespace Ov.Tests.House;

/// <summary>docs/reference.md is what <c>ov help reference</c> prints.</summary>
public sealed class ReferenceTests
{
    [Fact]
    [Trait(SourceTree.Kind, SourceTree.Generated)]
    public void The_reference_is_the_one_of_the_definitions()
    {
        var file = Path.Combine(SourceTree.Root, "docs", "reference.md");
        var environment = new OvEnvironment("/", new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
        var runner = new CommandRunner(environment, new GlobalOptions());
        var wanted = new ReferencePage(new HelpFinder(runner, CommandTree.Create(runner)), runner).Draw();
        if (SourceTree.Accepts)
        {
            File.WriteAllText(file, wanted);
            return;
        }

        var kept = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(wanted == kept, wanted == kept ? "" : $"docs/reference.md is stale at {FirstDifference(wanted, kept)}\nWrite it anew with: {SourceTree.Accept}");
    }

    private static string FirstDifference(string wanted, string kept)
    {
        var (ours, theirs) = (wanted.Split('\n'), kept.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(ours.Length, theirs.Length)).First(i => ours.ElementAtOrDefault(i) != theirs.ElementAtOrDefault(i));
        return $"line {line + 1}:\n  it says    {theirs.ElementAtOrDefault(line)}\n  should say {ours.ElementAtOrDefault(line)}";
    }
}

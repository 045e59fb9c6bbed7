using System.CommandLine;
using System.Text.RegularExpressions;
using Ov.Cli;
using Ov.Core;
using Ov.Core.RoleTexts;

namespace Ov.Tests.House;

/// <summary>Nothing that an agent or a refused user is told to type is missing from the command line.</summary>
public sealed partial class NamedCommandTests
{
    private readonly Command _root = CommandTree.Create(new CommandRunner(
        new OvEnvironment("/", new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false), new GlobalOptions()));

    [Fact]
    public void Every_command_that_a_role_text_names_exists() =>
        Assert.Empty(BuiltInRoles.Names.SelectMany(role => InText().Matches(BuiltInRoles.Text(role)!).Select(match => match.Groups[1].Value).Where(IsMissing).Select(line => $"{role}: ov {line}")));

    [Fact]
    public void Every_command_that_a_sentence_of_ours_names_exists() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => InSentence().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Where(IsMissing).Select(line => $"{Path.GetFileName(file)}: ov {line}")));

    /// <summary>Goes down the tree as far as there are nouns; what stands behind a verb is its own business.</summary>
    private bool IsMissing(string line)
    {
        var at = _root;
        foreach (var word in line.Split(' ').TakeWhile(word => Word().IsMatch(word)))
        {
            if (at.Subcommands.Count == 0 || (at != _root && at.Arguments.Count > 0))
            {
                return false;
            }

            if (at.Subcommands.FirstOrDefault(child => child.Name == word || child.Aliases.Contains(word)) is not { } next)
            {
                return true;
            }

            at = next;
        }

        return false;
    }

    [GeneratedRegex("`ov ([^`]+)`")]
    private static partial Regex InText();

    [GeneratedRegex(@"(?<!\w)'ov ([a-z][^'""{]*)'")]
    private static partial Regex InSentence();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Word();
}

using System.CommandLine;
using System.Text.RegularExpressions;
using Ov.Cli;
using Ov.Cli.Help;
using Ov.Core;

namespace Ov.Tests.House;

/// <summary>Help texts have one form, so that the whole reads as if one person had written it.</summary>
public sealed class HelpRulesTests
{
    private readonly CommandRunner _runner;
    private readonly Command _root;

    public HelpRulesTests()
    {
        var environment = new OvEnvironment("/", new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
        _runner = new CommandRunner(environment, new GlobalOptions());
        _root = CommandTree.Create(_runner);
    }

    [Fact]
    public void A_summary_begins_with_a_verb_has_no_period_and_fits_a_line() => None(
        Below(_root).Select(c => ($"ov {CommandRunner.PathOf(c)}", c.Description ?? "")).Concat(HelpTopics.All.Select(t => ($"topic {t.Word}", t.Summary)))
            .SelectMany(pair => FaultsOf(pair.Item2).Select(fault => $"{pair.Item1}: the summary '{pair.Item2}' {fault}")));

    [Fact]
    public void A_description_of_an_option_or_argument_is_a_sentence_that_ends_in_a_period() => None(
        Below(_root).SelectMany(c => c.Options.Where(o => !o.Hidden).Select(o => (c, o.Name, o.Description)).Concat(c.Arguments.Where(a => !a.Hidden).Select(a => (c, $"<{a.Name}>", a.Description))))
            .Where(item => item.Description is { Length: > 0 } text && !(text.EndsWith('.') || text.EndsWith('…') || text.EndsWith(')') || text.EndsWith(';')))
            .Select(item => $"ov {CommandRunner.PathOf(item.c)} {item.Item2}: end the description with a period: '{item.Description}'"));

    [Fact]
    public void An_option_is_described_in_at_most_120_characters() => None(
        Below(_root).SelectMany(c => c.Options.Where(o => !o.Hidden && o.Description?.Length > 120)
            .Select(o => $"ov {CommandRunner.PathOf(c)} {o.Name}: {o.Description!.Length} characters; move the rest into the guide's About")));

    [Fact]
    public void One_screen_of_help_fits_one_screen() => None(
        Below(_root).Where(c => _runner.GuideOf(c) is not null && c.Subcommands.Count == 0)
            .Select(c => (c, Lines: new CommandPages(_runner).OneScreen(c, 80).TrimEnd().Split('\n')))
            .Where(item => item.Lines.Length > 24 || item.Lines.Any(line => line.Length > 80 && !line.StartsWith("  ov ", StringComparison.Ordinal)))
            .Select(item => $"ov {CommandRunner.PathOf(item.c)} -h: {item.Lines.Length} lines, the longest {item.Lines.Max(line => line.Length)} characters; shorten its examples or summary"));

    [Fact]
    public void What_a_guide_points_to_exists() => None(
        Below(_root).SelectMany(c => (_runner.GuideOf(c)?.SeeAlso ?? []).Where(path => !Exists(path)).Select(path => $"ov {CommandRunner.PathOf(c)}: SeeAlso names 'ov {path}', which does not exist")));

    /// <summary>The snapshots show what a command refuses; its guide says so beforehand.</summary>
    [Fact]
    public void A_refusal_that_a_snapshot_shows_is_named_in_the_guide()
    {
        var everywhere = new[] { ErrorCode.Usage, ErrorCode.NotARepository, ErrorCode.NotInitialised, ErrorCode.Busy, ErrorCode.Internal, ErrorCode.Partly };
        var faults = new List<string>();
        foreach (var command in CommandTree.Leaves(_root))
        {
            var path = CommandRunner.PathOf(command);
            var named = _runner.GuideOf(command)!.Refusals.Concat(everywhere).Select(code => code.Name).ToHashSet();
            var shown = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "Ov.EndToEnd", "Snapshots"), $"CommandSnapshots.{path.Replace(' ', '-')}.*json.verified.txt")
                .Select(file => Regex.Match(File.ReadAllText(file), "^  \"code\": \"([a-z-]+)\"", RegexOptions.Multiline)).Where(match => match.Success).Select(match => match.Groups[1].Value);
            faults.AddRange(shown.Distinct().Where(code => !named.Contains(code)).Select(code =>
                $"ov {path}: a snapshot shows that it refuses with '{code}'; add ErrorCode.{string.Concat(code.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))} to Refusals of its CommandGuide"));
        }

        None(faults);
    }

    [Fact]
    public void No_topic_is_named_like_a_command_or_an_error_code_by_mistake()
    {
        // These nouns have a topic too: the topic is what 'ov help <word>' shows, and 'ov <word> --help' the command.
        string[] both = ["mail", "config", "agents", "hooks", "identity", "errors"];
        None(HelpTopics.All.Where(topic => !both.Contains(topic.Word) && (_root.Subcommands.Any(c => c.Name == topic.Word) || ErrorCode.All.Any(code => code.Name == topic.Word)))
            .Select(topic => $"topic {topic.Word} hides the command or error code of that name"));
        Assert.Equal(HelpTopics.All.Count, HelpTopics.All.Select(topic => topic.Word).Distinct().Count());
    }

    private static IEnumerable<string> FaultsOf(string summary)
    {
        if (summary.EndsWith('.'))
        {
            yield return "ends with a period";
        }

        if (summary.Length > 80)
        {
            yield return $"has {summary.Length} characters; 80 fit";
        }

        if (!Regex.IsMatch(summary, "^[A-Z][a-z]+[ ,:]") || Regex.IsMatch(summary, "^(A|An|The|This|All|Any|[A-Z][a-z]+(ed|ing|ss?))[ ,:]") && !Regex.IsMatch(summary, "^(Need|Press|Pass|Process|Feed|Embed|Bring|Seed) "))
        {
            yield return "does not begin with a verb, such as 'Show'";
        }
    }

    private bool Exists(string path) => path.Split(' ') is ["help", var word]
        ? HelpTopics.Find(word) is not null
        : path.Split(' ').Aggregate<string, Command?>(_root, (at, word) => at?.Subcommands.FirstOrDefault(c => c.Name == word)) is not null;

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Below(c).Prepend(c));

    private static void None(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}

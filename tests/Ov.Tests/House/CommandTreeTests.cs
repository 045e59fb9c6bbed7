using System.CommandLine;
using System.Text.RegularExpressions;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands;
using Ov.Core;

namespace Ov.Tests.House;

/// <summary>Walks the command tree as built: what a command owes its user, and what a parser would trip over.</summary>
public sealed class CommandTreeTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly CommandRunner _runner;
    private readonly Command _root;

    public CommandTreeTests()
    {
        var environment = new OvEnvironment(
            Path.GetTempPath(), new Dictionary<string, string>(), TextReader.Null, _out, _error, TimeProvider.System, false, false, false);
        _runner = new CommandRunner(environment, new GlobalOptions());
        _root = CommandTree.Create(_runner);
    }

    private IReadOnlyList<Command> Runnable => [.. CommandTree.Leaves(_root)];

    private IReadOnlyList<Command> All => [.. Below(_root)];

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void The_branch_built_for_a_first_word_is_that_of_the_whole_tree()
    {
        foreach (var noun in _root.Subcommands)
        {
            var alone = CommandTree.Create(new CommandRunner(_runner.Environment, new GlobalOptions()), noun.Name);
            var expected = CommandTree.NeedsAll(noun.Name) ? _root.Subcommands.Select(PathsOf) : [PathsOf(noun)];
            Assert.Equal(expected, alone.Subcommands.Select(PathsOf));
        }

        static string PathsOf(Command command) => $"{command.Name}({string.Join(' ', command.Subcommands.Select(PathsOf))})";
    }

    [Fact]
    public void The_tree_holds_commands() => Assert.True(Runnable.Count >= 5, string.Join(", ", Runnable.Select(CommandRunner.PathOf)));

    [Fact]
    public void Every_command_has_a_help_example_that_begins_with_its_own_name()
    {
        var without = Runnable.Where(command => !ExamplesOf(command).Any(example => Starts(example, $"ov {CommandRunner.PathOf(command)}")));
        None(without.Select(CommandRunner.PathOf));
    }

    [Fact]
    public void Every_command_says_what_its_json_holds()
    {
        var silent = Runnable.Where(command => _runner.GuideOf(command)?.Answer is null);
        None(silent.Select(command => $"{CommandRunner.PathOf(command)}: its CommandGuide has no Answer (AnswerJson.Default.NoFields when there is nothing to say)"));
    }

    [Fact]
    public void Every_help_example_is_understood_by_the_parser_as_the_command_it_explains()
    {
        var faults = new List<string>();
        foreach (var command in All)
        {
            foreach (var example in ExamplesOf(command))
            {
                var calls = Calls(example).ToList();
                if (calls.Count == 0)
                {
                    faults.Add($"{CommandRunner.PathOf(command)}: '{example}' does not run ov");
                }

                foreach (var words in calls)
                {
                    var parse = _root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
                    faults.AddRange(parse.Errors.Select(error => $"{CommandRunner.PathOf(command)}: '{example}': {error.Message}"));
                }
            }
        }

        None(faults);
    }

    [Fact]
    public void Every_command_argument_and_option_says_what_it_is_for()
    {
        var silent = All.Where(command => string.IsNullOrWhiteSpace(command.Description)).Select(CommandRunner.PathOf).ToList();
        foreach (var command in All)
        {
            silent.AddRange(command.Options.Where(o => !o.Hidden && string.IsNullOrWhiteSpace(o.Description)).Select(o => $"{CommandRunner.PathOf(command)} {o.Name}"));
            silent.AddRange(command.Arguments.Where(a => !a.Hidden && string.IsNullOrWhiteSpace(a.Description)).Select(a => $"{CommandRunner.PathOf(command)} <{a.Name}>"));
        }

        None(silent);
    }

    /// <summary>A value's help word says what a shell may offer; one that says less (<c>name</c>, <c>id</c>) is declared with <c>.Completes(…)</c>.</summary>
    [Fact]
    public void Every_value_says_what_it_completes_with()
    {
        var silent = All.SelectMany(command => command.Options.Where(o => !o.Hidden && o.ValueType != typeof(bool) && !IsNumber(o.ValueType) && CandidateWords.Of(o) is null)
                .Select(o => $"{CommandRunner.PathOf(command)} {o.Name} <{o.HelpName}>")
            .Concat(command.Arguments.Where(a => !a.Hidden && !IsNumber(a.ValueType) && CandidateWords.Of(a) is null).Select(a => $"{CommandRunner.PathOf(command)} <{a.HelpName ?? a.Name}>")));
        None(silent.Concat(_runner.Options.All.Where(o => o.ValueType != typeof(bool) && CandidateWords.Of(o) is null).Select(o => o.Name)));

        static bool IsNumber(Type type) => type == typeof(int) || type == typeof(int?) || type == typeof(long) || type == typeof(long?);
    }

    /// <summary>System.CommandLine finds a child named like its parent, or one of two of a name, in ways that depend on the order of words.</summary>
    [Fact]
    public void No_command_is_named_like_its_parent_its_sibling_or_the_program()
    {
        var faults = new List<string>();
        foreach (var parent in All.Prepend(_root))
        {
            var names = parent.Subcommands.SelectMany(child => child.Aliases.Append(child.Name)).ToList();
            faults.AddRange(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"twice below '{CommandRunner.PathOf(parent)}': {group.Key}"));
            faults.AddRange(names.Where(name => name == parent.Name || name is "ov" or "").Select(name => $"'{CommandRunner.PathOf(parent)}' has a child '{name}'"));
        }

        None(faults);
    }

    [Fact]
    public void No_option_hides_a_global_one_or_a_sibling()
    {
        var global = _runner.Options.All.SelectMany(Names).ToHashSet();
        var faults = new List<string>();
        foreach (var command in All)
        {
            var names = command.Options.SelectMany(Names).ToList();
            faults.AddRange(names.Where(global.Contains).Concat(names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key))
                .Select(name => $"{CommandRunner.PathOf(command)} {name}"));
        }

        None(faults);
    }

    [Fact]
    public void Every_command_has_a_snapshot_of_its_text_and_of_its_json()
    {
        var folder = Path.Combine(Root(), "tests", "Ov.EndToEnd", "Snapshots");
        // The demo's answer is new each time; DemoTests asks its repository instead.
        var without = Runnable.Select(command => CommandRunner.PathOf(command).Replace(' ', '-')).Where(name => name != "demo")
            .SelectMany(name => new[] { "text", "json" }.Where(form => !Directory.EnumerateFiles(folder, $"CommandSnapshots.{name}.*{form}.verified.txt").Any())
                .Select(form => $"{name} ({form})"));
        None(without);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [Fact]
    public void A_mistyped_option_is_never_taken_for_an_argument()
    {
        var swallowed = Runnable.Where(command =>
        {
            var parse = _root.Parse([.. CommandRunner.PathOf(command).Split(' '), "--no-such-option"], new ParserConfiguration { ResponseFileTokenReplacer = null });
            return UsageErrors.SwallowedOption(parse) is null && !UsageErrors.From(parse).Message.StartsWith("Unknown option '--no-such-option'", StringComparison.Ordinal);
        });
        None(swallowed.Select(CommandRunner.PathOf));
    }

    [Theory]
    [InlineData("task list --limit x", "'x' is no value of --limit, which is a whole number below 2147483648.")]
    [InlineData("search word --limit 99999999999", "'99999999999' is no value of --limit, which is a whole number below 2147483648.")]
    public void What_is_no_number_is_refused_in_the_words_of_the_command_line(string line, string message) =>
        Assert.Equal(message, UsageErrors.From(_root.Parse(line.Split(' '), new ParserConfiguration { ResponseFileTokenReplacer = null })).Message);

    [Fact]
    public void Help_errors_lists_every_code_with_its_exit_status()
    {
        Assert.Equal(0, _root.Parse(["help", "errors"]).Invoke());
        var lines = _out.ToString().Split('\n');
        Assert.All(ErrorCode.All, code => Assert.Single(lines, line => Regex.IsMatch(line, $@"^\s+{code.Exit}\s+{code.Name}\s")));
    }

    /// <summary>The published words with their exit status: a script relies on both, so neither ever changes.</summary>
    [Fact]
    public void Every_error_code_keeps_its_exit_status()
    {
        var published = new Dictionary<int, string>
        {
            [1] = "failed internal git-failed setup-failed gate-red foreign-data",
            [2] = "usage ambiguous-run ambiguous-id invalid-config invalid-payload",
            [3] = "not-found unknown-recipient",
            [4] = "identity not-operator fenced hierarchy unnecessary-spawn spec-writing scope-overlap same-scope not-ready state cycle dirty premature-merge premature-close incomplete-batch no-commit unlanded foreign protected untrusted "
                + "target-dirty not-owner ledger-newer ours-in-branch append-only phase-pending core-pending",
            [5] = "already-claimed name-taken conflict target-moved version-changed",
            [6] = "needs-confirmation unreviewed gate-pending held",
            [7] = "not-a-repository not-initialised ledger-forbidden tool-missing unsafe-storage finding",
            [8] = "limit-agents limit-depth limit-children scope-explosion limit-run limit-ports limit-disk limit-budget limit-emergent limit-handoffs breaker",
            [9] = "partly",
            [75] = "busy",
            [124] = "timed-out",
            [130] = "interrupted",
            [143] = "terminated",
        };
        Assert.Equal(
            published.SelectMany(row => row.Value.Split(' ').Select(name => $"{row.Key} {name}")).Order(StringComparer.Ordinal),
            ErrorCode.All.Select(code => $"{code.Exit} {code.Name}").Order(StringComparer.Ordinal));
    }

    /// <summary>All of them at once: who adds a command should see everything that it still owes.</summary>
    private static void None(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private string[] ExamplesOf(Command command) => _runner.GuideOf(command)?.Examples ?? [];

    private static IEnumerable<string> Names(Option option) => option.Aliases.Append(option.Name);

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Below(c).Prepend(c));

    private static bool Starts(string example, string call) =>
        Calls(example).Any(words => $"ov {string.Join(' ', words)} ".StartsWith($"{call} ", StringComparison.Ordinal));

    /// <summary>The arguments of each ov in an example; a pipe, a redirection or a comment is the shell's.</summary>
    private static IEnumerable<string[]> Calls(string example)
    {
        var words = new List<string>();
        foreach (var word in Regex.Matches(example, @"(?:""[^""]*""|'[^']*'|[^\s""'])+").Select(match => match.Value).Append("|"))
        {
            if (word is "|" or "&&" or ";" or "<" or ">" or "#")
            {
                if (words is ["ov", ..])
                {
                    yield return [.. words.Skip(1)];
                }

                words.Clear();
                if (word is "<" or ">")
                {
                    // What follows is a file's name, never a command.
                    words.Add(word);
                }
                else if (word == "#")
                {
                    yield break;
                }
            }
            else
            {
                words.Add(Regex.Replace(word, @"[""']", ""));
            }
        }
    }
}

namespace Ov.EndToEnd.Completion;

/// <summary>The real shells, with the script as it is printed, asked what they would put in for a half-typed line.</summary>
public sealed class ShellCompletionTests(CompletionProject completion) : IClassFixture<CompletionProject>
{
    private const string Bash = """
        source <(ov completions bash)
        for line; do
            COMP_LINE=$line COMP_POINT=${#line}
            _ov ov
            printf '%s\n' "${COMPREPLY[@]}" ====
        done
        """;

    // The completion system's own builtins exist only while a key is pressed: these stand in for them.
    private const string Zsh = """
        compdef() { :; }
        compset() { :; }
        _files() { print -rl -- *(N); }
        compadd() { local name=$argv[-1]; print -rl -- "${(@P)name}"; }
        source <(ov completions zsh)
        for typed; do
            words=("${(z)typed}") CURRENT=$#words PREFIX=$words[-1]
            [[ $typed == *' ' ]] && CURRENT=$(( CURRENT + 1 )) PREFIX=
            _ov
            print -r -- '===='
        done
        """;

    private const string Fish = "ov completions fish | source; for line in $argv; complete -C \"$line\"; echo ====; end";

    /// <summary>The line, and the words offered.</summary>
    private static readonly (string Line, string Words)[] Lines =
    [
        ("ov task sh", "show"),
        ("ov --json task sh", "show"),
        ("ov task show ", "2 1"),
        ("ov task show --json 1", "1"),
        ("ov task list --state in", "in_progress"),
        ("ov task add --needs 1,", "1,2 1,1"),
        ("ov run start x --target feature/t", "feature/three feature/two"),
        ("ov run start --target=feature/t", "--target=feature/three --target=feature/two"),
        ("ov --no-such-option task sh", "show"),
        ("ov task frobnicate --json ex", ""),
        ("ov task add --priority hi", "high"),
        ("ov mail send --to @bui", "@builders"),
        ("ov --color=al", "--color=always"),
        ("ov run show log", "login"),
        ("ov --project /no/such/folder task show 1", ""),
        ("ov --project /no/such/folder task sh", "show"),
        ("ov help mail sen", "send"),
        ("ov status --ag", "--agent"),
        ("ov task show \"1", "1"),
    ];

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void A_shell_offers_what_fits_a_half_typed_line(string shell)
    {
        var offered = Ask(shell, [.. Lines.Select(line => line.Line)]);
        // bash breaks words at '=' and replaces only what comes after it.
        var expected = Lines.Select(line => $"{line.Line} → {(shell == "bash" && line.Line.Contains('=') ? line.Words.Replace(line.Line[(line.Line.LastIndexOf(' ') + 1)..(line.Line.IndexOf('=') + 1)], "") : line.Words)}");
        Assert.Equal(expected, Lines.Zip(offered, (line, words) => $"{line.Line} → {string.Join(' ', words)}"));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Where_a_path_is_wanted_the_shell_offers_its_own(string shell) => Assert.Contains("a b.txt", Ask(shell, ["ov sling --spec "])[0]);

    [Fact]
    public void Fish_shows_what_each_word_means()
    {
        Require("fish");
        var run = completion.Project.Box.Run("fish", ["-c", Fish, "ov task show "]).Ok();
        Assert.Contains("1\tFix the login [pending]", run.Stdout);
        Assert.Contains("2\tSay 'hello' [pending]", run.Stdout);
    }

    /// <summary>PowerShell is rarely at hand, so this looks at the script's frame and asks as the script would ask.</summary>
    [Fact]
    public void Powershell_asks_with_a_marked_last_word()
    {
        var script = completion.Project.Ov("completions", "powershell").Ok().Stdout;
        Assert.Contains("Register-ArgumentCompleter -Native -CommandName ov", script);
        Assert.Equal(script.Count(letter => letter == '{'), script.Count(letter => letter == '}'));
        Assert.Equal(script.Count(letter => letter == '('), script.Count(letter => letter == ')'));
        Assert.Contains("complete powershell -- @before \":$typed\"", script);
        Assert.Equal(["2", "1"], Answer(completion.Project.Ov("complete", "powershell", "--", "task", "show", ":")));
        Assert.Equal(["show"], Answer(completion.Project.Ov("complete", "powershell", "--", "task", ":sh")));
    }

    [Fact]
    public void Nothing_goes_wrong_outside_a_project()
    {
        var outside = completion.Project.Box.Run("ov", ["complete", "fish", "--", "stop", ""], completion.Project.Box.Home).Ok();
        Assert.Equal("", outside.Stderr);
        Assert.DoesNotContain("builder", outside.Stdout);
    }

    private List<string[]> Ask(string shell, string[] lines)
    {
        Require(shell);
        string[] args = shell switch
        {
            "bash" => ["--norc", "-c", Bash, "bash", .. lines],
            "zsh" => ["-f", "-c", Zsh, "zsh", .. lines],
            _ => ["-c", Fish, .. lines],
        };
        var run = completion.Project.Box.Run(shell, args);
        Assert.Equal("", run.Stderr);
        var answers = new List<string[]>();
        var words = new List<string>();
        foreach (var line in run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "====")
            {
                answers.Add([.. words]);
                words.Clear();
            }
            else
            {
                words.Add(line.Split('\t')[0]);
            }
        }

        return answers;
    }

    private static IEnumerable<string> Answer(OvRun run) => run.Ok().Stdout.TrimEnd('\n').Split('\n').Skip(4).Select(line => line.Split('\t')[0]);

    private void Require(string shell)
    {
        if (!completion.Project.Box.Variables["PATH"].Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))))
        {
            Assert.Skip($"{shell} is not installed here.");
        }
    }
}

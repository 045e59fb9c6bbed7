using System.Text.Json;

namespace Ov.EndToEnd.Runtimes;

/// <summary><c>ov runtime test</c> with runtimes of our own making; those of the real ones are among the clients' stories.</summary>
public sealed class RuntimeTestTests : IDisposable
{
    private const string Proof = "echo proof > proof.txt; git add proof.txt && git commit -qm 'Add proof'; ov mail send --to operator --subject Proof --body 'it works' > /dev/null";
    private const string Report = "ov task done \"$OVERSTORY_TASK_ID\" --summary done > /dev/null";
    private const string Opening = """echo '{"type":"system","subtype":"init","session_id":"s-1","model":"m-1"}'""";
    private const string Closing = """echo '{"type":"result","subtype":"success","is_error":false,"result":"done","modelUsage":{"m-1":{"inputTokens":100,"outputTokens":10}}}'""";

    private readonly OvProject _project = new("""
        runtimes:
          good:
            command: [good, run, [--model, "{model}"], --strict]
            events: claude
            model: quick
            models: { quick: model-quick }
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_a_runtime_did_is_read_from_git_and_the_ledger_and_nothing_of_the_trial_stays()
    {
        Program("good", Opening, "echo \"$@\" > \"$HOME/arguments\"", Proof, Report, Closing);
        _project.Ov("runtime", "test", "good").Refused(4, "untrusted");
        var told = Try("good", 0, "--trust");

        Assert.Equal("proven", told.GetProperty("outcome").GetString());
        Assert.Equal(["edit", "commit", "mail"], Proven(told));
        Assert.Empty(told.GetProperty("changes").EnumerateArray());
        Assert.Equal("run --model model-quick --strict\n", File.ReadAllText(Path.Combine(_project.Box.Home, "arguments")));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_project.Box.Root, "tmp"), "ov-runtime-test-*"));
        Assert.Equal(0, _project.Count("SELECT count(*) FROM agent"));
    }

    [Fact]
    public void A_sandbox_that_forbids_the_commit_is_named_with_the_agents_own_words()
    {
        Program("good", Opening, """echo proof > proof.txt; echo '{"type":"assistant","message":{"content":[{"type":"text","text":"git says: read-only file system"}]}}'""", Closing);
        var told = Try("good", 1, "--trust");
        Assert.Equal("failed", told.GetProperty("outcome").GetString());
        Assert.Equal(["edit"], Proven(told));
        Assert.Contains("without commit, mail", told.GetProperty("reason").GetString());
        Assert.Equal("git says: read-only file system", told.GetProperty("said").GetString());
    }

    [Fact]
    public void What_a_new_version_does_otherwise_is_told_in_sentences()
    {
        Program(
            "claude", "case $1 in --version) echo 9.0.0; exit;; --help) echo '-p --output-format --verbose --settings --append-system-prompt-file --allowedTools --model'; exit;; esac",
            """echo '{"type":"thought.begun"}'; echo 'Welcome to version 9!'""", Proof, Report, """echo '{"type":"result","subtype":"success","is_error":false,"result":"done"}'""");
        var told = Try("claude", 0);
        Assert.Equal(
            [
                "Claude Code 9.0.0 is here; ov was tried with 2.1.329.", "'claude --help' no longer names --permission-mode, which ov passes.",
                // Of the command line by which a person goes on in the session, and of that which forks one.
                "'claude --help' no longer names --resume, which ov passes.", "'claude --help' no longer names --fork-session, which ov passes.", "'claude --help' no longer names --system-prompt-snapshot, which ov passes.",
                "It prints lines that ov does not understand: events of type thought.begun, \"Welcome to version 9!\".",
                "It no longer names its session, so a later turn cannot go on in it.", "It no longer tells how many tokens a turn used.",
            ],
            told.GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
    }

    [Fact]
    public void A_screen_that_ov_does_not_know_stands_in_the_sentence_of_the_failure()
    {
        Program("claude", "case $1 in --version|--help) exit 1;; esac", "printf 'Welcome!\\n\\033[1mA new licence\\033[0m\\nDo you accept it? [y/N] '", "exec sleep 600");
        var told = Try("claude", 1, "--timeout", "1s");
        Assert.Contains("time limit", told.GetProperty("reason").GetString());
        Assert.EndsWith("it showed last: \"Welcome! | \\u001b[1mA new licence\\u001b[0m | Do you accept it? [y/N]\"", told.GetProperty("reason").GetString());
    }

    [Fact]
    public void A_runtime_that_hangs_without_a_word_is_ended_and_suspected_of_a_question()
    {
        Program("claude", "case $1 in --version|--help) exit 1;; esac", "sleep 600");
        var told = Try("claude", 1, "--timeout", "1s");
        Assert.Contains("time limit", told.GetProperty("reason").GetString());
        Assert.Contains("perhaps it waits for an answer", told.GetProperty("changes")[0].GetString());
    }

    [Fact]
    public void All_are_tried_one_after_another_and_those_that_are_not_here_are_skipped()
    {
        Program("good", Opening, Proof, Report, Closing);
        Program("aider", "exit 1");
        var run = _project.Box.Run("ov", ["runtime", "test", "--all", "--trust", "--json"], limit: TimeSpan.FromMinutes(2)).Exits(9);
        var outcomes = run.Json.GetProperty("results").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("outcome").GetString());
        Assert.Equal(("proven", "failed", "skipped"), (outcomes["good"], outcomes["aider"], outcomes["claude"]));
        Assert.DoesNotContain("exec", outcomes.Keys);
    }

    [Fact]
    public void A_dry_run_tells_the_command_line_and_starts_nothing()
    {
        Program("claude", "case $1 in --version) echo 2.1.329; exit;; esac", "echo started >> \"$HOME/started\"");
        var told = Try("claude", 0, "--dry-run", "--model", "opus");
        Assert.Equal("rehearsed", told.GetProperty("outcome").GetString());
        Assert.Contains("--model opus", string.Join(' ', told.GetProperty("command").EnumerateArray()));
        Assert.False(File.Exists(Path.Combine(_project.Box.Home, "started")));
    }

    [Fact]
    public void Every_runtime_can_be_rehearsed()
    {
        var names = _project.Ov("runtime", "list", "--json").Ok().Json.GetProperty("runtimes").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Where(name => name != "exec");
        var told = _project.Ov("runtime", "test", "--all", "--dry-run", "--json").Ok().Json.GetProperty("results").EnumerateArray();
        Assert.Equal(names, told.Where(one => one.GetProperty("command").GetArrayLength() > 0).Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public void Which_and_how_long_must_make_sense_and_an_agent_spends_nobodys_account()
    {
        _project.Ov("runtime", "test").Refused(2, "usage");
        _project.Ov("runtime", "test", "claude", "--all").Refused(2, "usage");
        _project.Ov("runtime", "test", "exec").Refused(2, "usage");
        _project.Ov("runtime", "test", "claud").Refused(3, "not-found");
        _project.Ov("runtime", "test", "claude", "--timeout", "soon").Refused(2, "usage");
        _project.Ov("runtime", "test", "claude").Refused(7, "tool-missing");
        _project.Box.Run("ov", ["runtime", "test", "claude"], variables: new Dictionary<string, string> { ["OVERSTORY_AGENT_NAME"] = "builder-1" }).Refused(4, "not-operator");
    }

    private static IEnumerable<string?> Proven(JsonElement told) =>
        told.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("proven").GetBoolean()).Select(check => check.GetProperty("what").GetString());

    private void Program(string name, params string[] lines) => _project.Box.WriteProgram(name, string.Join('\n', lines));

    private JsonElement Try(string name, int exit, params string[] more) =>
        _project.Box.Run("ov", ["runtime", "test", name, "--json", .. more], limit: TimeSpan.FromMinutes(2)).Exits(exit).Json.GetProperty("results")[0];
}

using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Outboxes;
using Ov.Core.Processes;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Outboxes;

/// <summary>From a command that a sandbox forbids to what the host does for it, and what it does for nobody.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly AgentRecord _agent;
    private readonly TaskRecord _task;
    private readonly FileLock _host;

    public OutboxTests()
    {
        var run = _project.AddRun();
        _task = _project.AddTask(run, "Add a parser");
        _project.Git("worktree", "add", "-q", "-b", "work", Worktree);
        _agent = _project.AddAgent(run, "alice", task: _task) with { Worktree = Worktree, Branch = "work" };
        PrivateFolder.Create(_project.Files.Agent(_agent.Id).Folder);
        _host = FileLock.TryTake(_project.Files.Agent(_agent.Id).HostLock)!;
    }

    private string Worktree => Path.Combine(_project.Folder, "alice");

    public void Dispose()
    {
        _host.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void What_an_agent_owes_is_queued_whole_and_done_once_as_that_agent()
    {
        File.WriteAllText(Path.Combine(Worktree, "note.md"), "A note\nof two lines\n");
        Assert.Equal((0, true), Sandboxed("mail", "send", "--to", "operator", "--subject", "By file", "--file", "note.md", "--json"));
        Assert.Equal((0, true), Sandboxed("mail", "send", "--to", "operator", "--subject=By input", "--body", "-"));
        Assert.Equal((0, true), Sandboxed("mail", "send", "--to", "operator", "--subject", "Nothing said", "--agent", "alice"));
        Assert.Equal((0, true), Sandboxed("mail", "ask", "--to", "operator", "--subject", "Which", "--body", "Red?", "--timeout", "10m"));
        Assert.Equal((0, true), Sandboxed("note", "write", "plan", "First the reader", "--kind", "plan"));
        Assert.Equal(0, Count("SELECT count(*) FROM message"));
        Assert.Equal("", _project.GitIn(Worktree, "status", "--porcelain", "--", Outbox.Folder));

        var files = Requests();
        var copies = files.Select(File.ReadAllBytes).ToList();
        Host().Finish();
        Assert.Empty(Requests());
        Assert.Equal(
            ["alice status By file: A note\nof two lines\n", "alice status By input: from input", "alice status Nothing said: from input", "alice question Which: Red?"],
            Rows("sender || ' ' || type || ' ' || subject || ': ' || body", "message ORDER BY seq"));
        Assert.Equal(1, Count("SELECT count(*) FROM note WHERE name = 'plan'"));
        Assert.Equal(5, Count("SELECT count(*) FROM event WHERE type = 'outbox.delivered' AND actor = 'alice'"));

        foreach (var (file, copy) in files.Zip(copies))
        {
            File.WriteAllBytes(file, copy);
        }

        Host().Finish();
        Assert.Empty(Requests());
        Assert.Equal(4, Count("SELECT count(*) FROM message"));
    }

    [Fact]
    public void Anything_else_is_refused_where_it_is_said_and_leaves_nothing()
    {
        Assert.Equal(0, _project.Ov([], "mail", "send", "--to", "alice", "--subject", "s", "--body", "b").Exit);
        foreach (var line in new[] { "sling x", "mail check", "task add x", "mail send --to operator --subject s --body b --dry-run", "merge --all" })
        {
            var answer = InSandbox(line.Split(' '));
            Assert.True(answer.Exit == 7 && answer.Error.Contains("ledger-forbidden", StringComparison.Ordinal), answer.ToString());
        }

        Assert.Empty(Requests());
        Assert.Equal(0, InSandbox("status").Exit);
        _host.Dispose();
        Assert.Contains("no host runs its turns", InSandbox("mail", "send", "--to", "operator", "--subject", "s", "--body", "b").Error);
        Assert.Empty(Requests());
    }

    [Fact]
    public void A_ledger_that_may_be_written_is_written_and_so_is_one_that_no_agent_asks_for()
    {
        Assert.Equal(0, _project.Ov(As(), "mail", "send", "--to", "operator", "--subject", "s", "--body", "b").Exit);
        Assert.Equal(1, Count("SELECT count(*) FROM message"));
        Forbid();
        var plain = _project.Ov([], "mail", "send", "--to", "alice", "--subject", "s", "--body", "b");
        Allow();
        Assert.Contains("ledger-forbidden", plain.Error);
        Assert.Empty(Requests());
    }

    [Theory]
    [InlineData("""{"agent":"AGENT","words":["sling","x"],"canCommit":true}""", "is none of what is done")]
    [InlineData("""{"agent":"AGENT","words":["--yes","mail","send"],"canCommit":true}""", "is none of what is done")]
    [InlineData("""{"agent":"AGENT","words":["mail","send","--to","operator","--subject","s","--file","/etc/hostname"],"canCommit":true}""", "A host does this for no agent")]
    [InlineData("""{"agent":"AGENT","words":["mail","send","--to","operator","--subject","s","--body","b","-C","/tmp"],"canCommit":true}""", "A host does this for no agent")]
    [InlineData("""{"agent":"AGENT","words":["mail","send","--to","operator","--subject","s","--body","b","--from","bob"],"canCommit":true}""", "no agent named 'bob'")]
    [InlineData("""{"agent":"AGENT","words":["mail","send","--to","nobody-here","--subject","s","--body","b"],"canCommit":true}""", "unknown-recipient")]
    [InlineData("""{"agent":"agent-of-before","words":["mail","send","--to","operator","--subject","s","--body","b"],"canCommit":true}""", "earlier incarnation")]
    [InlineData("""{"agent":"AGENT","words":["mail",null],"canCommit":true}""", "it is no request")]
    [InlineData("""[1]""", "it is no request")]
    [InlineData("""not json""", "it is no request")]
    public void What_lies_there_is_believed_in_nothing_and_its_agent_hears_why(string json, string why)
    {
        var file = Lay(json.Replace("AGENT", _agent.Id, StringComparison.Ordinal));
        Host().Finish();
        Host().Finish();
        Assert.False(File.Exists(file));
        var mail = Assert.Single(Rows("sender || ' ' || recipient || ' ' || type || ' ' || body", "message"));
        Assert.StartsWith("system alice error", mail);
        Assert.Contains(why, mail);
        Assert.Equal(1, Count("SELECT count(*) FROM event WHERE type = 'outbox.refused' AND level = 'warn'"));
        Assert.True(File.Exists(_project.Files.Agent(_agent.Id).Refused(Path.GetFileNameWithoutExtension(file))));
    }

    [Fact]
    public void Neither_a_link_nor_a_pipe_nor_a_flood_is_read_and_a_folder_that_is_a_link_holds_nothing()
    {
        var secret = Path.Combine(_project.Folder, "secret");
        File.WriteAllText(secret, $$"""{"agent":"{{_agent.Id}}","words":["mail","send","--to","operator","--subject","s","--body","secret"],"canCommit":true}""");
        var place = Path.GetDirectoryName(Lay(""))!;
        File.Delete(Requests()[0]);
        File.CreateSymbolicLink(Path.Combine(place, Name()), secret);
        File.WriteAllBytes(Path.Combine(place, Name()), new byte[OutboxRequest.Limit + 1]);
        Run("mkfifo", Path.Combine(place, Name()));
        Directory.CreateDirectory(Path.Combine(place, Name()));
        File.WriteAllText(Path.Combine(place, "other.json"), "left alone");
        Host().Finish();
        Assert.Equal(["it is a link", "it is no request", "it is too large"], Rows("substr(text, instr(text, 'it is'))", "event WHERE type = 'outbox.refused'").Order());
        Assert.DoesNotContain(Rows("body", "message"), body => body.Contains("secret", StringComparison.Ordinal));
        Assert.True(File.Exists(secret));
        Assert.True(File.Exists(Path.Combine(place, "other.json")));

        Directory.Delete(place, recursive: true);
        var elsewhere = Directory.CreateDirectory(Path.Combine(_project.Folder, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(place, elsewhere);
        File.WriteAllText(Path.Combine(elsewhere, Name()), "{}");
        Host().Finish();
        Assert.Single(Directory.EnumerateFiles(elsewhere));
    }

    [Fact]
    public void A_worktree_that_was_turned_to_another_repository_gets_nothing_done()
    {
        Sandboxed("mail", "send", "--to", "operator", "--subject", "s", "--body", "b");
        File.Delete(Path.Combine(Worktree, ".git"));
        _project.GitIn(Worktree, "init", "-q");
        Host().Finish();
        Assert.Contains("does not belong to this repository", Assert.Single(Rows("body", "message WHERE sender = 'system'")));
        Assert.Equal(0, Count("SELECT count(*) FROM message WHERE sender = 'alice'"));
    }

    [Fact]
    public void Work_that_the_agent_cannot_commit_is_committed_with_its_report_without_hooks_secrets_or_the_files_of_others()
    {
        File.WriteAllText(Path.Combine(_project.Root, ".git", "hooks", "pre-commit"), $"#!/bin/sh\ntouch {_project.Folder}/hook-ran\n");
        Run("chmod", "700", Path.Combine(_project.Root, ".git", "hooks", "pre-commit"));
        Directory.CreateDirectory(Path.Combine(Worktree, "src"));
        foreach (var file in new[] { "src/a.txt", "src/[b].txt", "src/.env", "src/server.pem", "README.md", "src/.gitignore", "src/skipped.log" })
        {
            File.WriteAllText(Path.Combine(Worktree, file), file.EndsWith(".gitignore", StringComparison.Ordinal) ? "*.log\n" : "work\n");
        }

        var commit = Make("Wrote a and b\n\nOv-Task: another\nmore");
        Assert.Equal(["src/.gitignore", "src/[b].txt", "src/a.txt"], commit.Committed);
        Assert.Equal(["README.md (not among its files)", "src/.env (it may hold a secret)", "src/server.pem (it may hold a secret)"], commit.Left);
        Assert.Equal($"Wrote a and b\n\nmore\n\nOv-Task: {_task.Id}\nOv-Agent: alice", _project.Git("log", "-1", "--format=%B", "work").Trim());
        Assert.Equal(" M README.md\n?? src/.env\n?? src/server.pem\n", _project.GitIn(Worktree, "status", "--porcelain"));
        Assert.False(File.Exists(Path.Combine(_project.Folder, "hook-ran")));

        File.Delete(Path.Combine(Worktree, "src", "a.txt"));
        Assert.Equal(["src/a.txt"], Make("Took a away").Committed);
        Assert.Null(Make("Again").Oid);
        _project.GitIn(Worktree, "checkout", "-q", "--detach");
        Assert.Throws<OvException>(() => Make("Elsewhere"));
    }

    [Theory]
    [InlineData(".env", true)]
    [InlineData("deploy/.env.production", true)]
    [InlineData(".env.example", false)]
    [InlineData("keys/ID_RSA", true)]
    [InlineData("a.key", true)]
    [InlineData("src/keys.cs", false)]
    [InlineData("environment.md", false)]
    public void Files_that_hold_secrets_by_custom_are_known(string path, bool holds) => Assert.Equal(holds, SecretPaths.Holds(path));

    private OutboxCommit Make(string message)
    {
        using var app = _project.App();
        return OutboxCommit.Make(app, _agent with { Scope = ["src/**"] }, message);
    }

    private (string Name, string Value)[] As() =>
        [("OVERSTORY_AGENT_NAME", "alice"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("alice")), ("OVERSTORY_AGENT_ID", _agent.Id)];

    private (int Exit, bool Queued) Sandboxed(params string[] words)
    {
        var answer = InSandbox(words);
        return (answer.Exit, answer.Out.Contains(words.Contains("--json") ? "\"queued\":true" : "Queued", StringComparison.Ordinal));
    }

    private Answered InSandbox(params string[] words)
    {
        Forbid();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = CommandLineCall.Run(_project.Environment(As()) with { WorkingDirectory = Worktree, In = new StringReader("from input"), Out = output, Error = error }, words, null);
        Allow();
        return new Answered(string.Join(' ', words), exit, output.ToString(), error.ToString());
    }

    /// <summary>A file that nobody may write, root neither.</summary>
    private void Forbid()
    {
        File.Delete(_project.Files.WriteLock);
        File.CreateSymbolicLink(_project.Files.WriteLock, "/sys/devices/system/cpu/online");
    }

    private void Allow() => File.Delete(_project.Files.WriteLock);

    private OutboxHost Host() => new(
        _project.App(), _agent, _project.Environment(As()).Variables,
        (environment, words, first) => CommandLineCall.Run(environment, [.. words], null, new CallFace(WorkProgress.Silent, TextWriter.Null, CancellationToken.None) { First = first }));

    private static void Run(string program, params string[] words)
    {
        using var process = System.Diagnostics.Process.Start(program, words);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Lay(string json)
    {
        var folder = Directory.CreateDirectory(Outbox.In(Worktree)).FullName;
        var file = Path.Combine(folder, Name());
        File.WriteAllText(file, json);
        return file;
    }

    private static string Name() => $"{Outbox.NewId(DateTimeOffset.UnixEpoch)}.json";

    private IReadOnlyList<string> Requests() => Outbox.Requests(Worktree, 100);

    private long Count(string sql)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(db => db.Number(sql)) ?? 0;
    }

    private List<string> Rows(string expression, string rest)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(db => db.All($"SELECT {expression} AS x FROM {rest}", row => row.Text("x")));
    }
}

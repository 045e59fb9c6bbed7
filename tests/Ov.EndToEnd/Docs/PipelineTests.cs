
namespace Ov.EndToEnd.Docs;

/// <summary>
/// The examples of docs/ci as a runner would run them: each block of shell, in order, in a fresh clone of a forge that is a bare repository.
/// Only <c>dotnet</c> is stood in for, by a script that checks the tool's manifest and hands <c>dotnet ov</c> to the program under test.
/// </summary>
public sealed class PipelineTests : IDisposable
{
    private const string GitHub = "github-actions.yml", GitLab = "gitlab-ci.yml";

    private readonly Sandbox _box = new();
    private string? _agent, _said;

    public PipelineTests()
    {
        _box.WriteProgram("dotnet", $"""
            case "$1 $2" in
              'tool restore') cp .config/dotnet-tools.json restored.json; grep -q '"ov.cli"' restored.json && ! grep -q evil restored.json ;;
              'ov '*) shift; exec '{_box.Bin}/ov' "$@" ;;
              *) echo "dotnet $*: not stood in for" >&2; exit 2 ;;
            esac
            """);
        Directory.CreateDirectory(Forge);
        _box.Run("git", ["init", "-q", "--bare", "-b", "main"], Forge).Ok();
        Author("clone", "-q", Forge, Desk, from: _box.Root);
        Write("README.md", "# Sample\n");
        Write(".config/dotnet-tools.json", File.ReadAllText(Example("dotnet-tools.json")));
        Write(".overstory/config.yaml", "gates:\n  - name: check\n    command: test ! -e broken\n");
        Push("main", "First");
    }

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData(GitHub)]
    [InlineData(GitLab)]
    public void A_good_change_is_landed_and_worked_on_and_the_result_is_pushed(string file)
    {
        Change("feature", () => Write("feature.txt", "new\n"));
        var job = Start("feature");
        Assert.Equal(0, Run(file, job));
        Assert.Equal(".config/dotnet-tools.json\n.overstory/config.yaml\nCHANGES\nREADME.md\nfeature.txt", InForge("ls-tree", "-r", "--name-only", "ci/job-1"));
        Assert.Equal("Add feature", InForge("show", "ci/job-1:CHANGES").Split('\n')[^1]);
        Assert.Equal(InForge("rev-parse", "main"), InForge("merge-base", "main", "ci/job-1"));
    }

    [Theory]
    [InlineData(GitHub)]
    [InlineData(GitLab)]
    public void A_red_gate_fails_the_job_and_nothing_of_the_change_lands(string file)
    {
        Change("feature", () => Write("broken", "\n"));
        Assert.Equal(1, Run(file, Start("feature")));
        Assert.Equal(InForge("rev-parse", "main"), InForge("rev-parse", "ci/job-1"));
    }

    [Theory]
    [InlineData(GitHub, true)]
    [InlineData(GitLab, true)]
    [InlineData(GitLab, false)]
    public void What_a_fork_changes_in_gates_setup_hooks_local_settings_or_tools_never_runs(string file, bool broken)
    {
        var mark = Path.Combine(_box.Root, "taken-over");
        Change("feature", () =>
        {
            Write(broken ? "broken" : "sound", "\n");
            Write(".overstory/config.yaml", $"gates:\n  - name: check\n    command: touch {mark}\nsetup:\n  - command: touch {mark}\n");
            Write(".overstory/config.local.yaml", $"gates:\n  - name: own\n    command: touch {mark}\nsetup:\n  - command: touch {mark}\n");
            Write(".config/dotnet-tools.json", """{"version":1,"isRoot":true,"tools":{"evil":{"version":"1.0.0","commands":["ov"]}}}""");
            foreach (var hook in new[] { "post-checkout", "reference-transaction", "post-merge", "pre-commit" })
            {
                Write($"hooks/{hook}", $"#!/bin/sh\ntouch {mark}\n");
                File.SetUnixFileMode(Path.Combine(Desk, "hooks", hook), (UnixFileMode)0x1ed);
            }
        });
        var job = Start("feature");
        Assert.Equal(broken ? 1 : 0, Run(file, job));
        Assert.False(File.Exists(mark));
        Assert.DoesNotContain("evil", File.ReadAllText(Path.Combine(_box.Repo, ".git", "ov-ci", "restored.json")));
        Assert.Equal(broken, InForge("rev-parse", "main") == InForge("rev-parse", "ci/job-1"));
    }

    [Fact]
    public void Under_the_policy_of_another_commit_neither_ov_nor_its_agents_run_hooks_of_the_tree()
    {
        var mark = Path.Combine(_box.Root, "taken-over");
        Change("feature", () =>
        {
            foreach (var hook in new[] { "post-checkout", "reference-transaction", "pre-commit", "post-merge" })
            {
                Write($"hooks/{hook}", $"#!/bin/sh\ntouch {mark}\n");
                File.SetUnixFileMode(Path.Combine(Desk, "hooks", hook), (UnixFileMode)0x1ed);
            }
        });
        Start("feature");
        var token = Path.Combine(_box.Root, "token");
        File.Delete(mark);
        _box.Ov("init", "--policy-from", "origin/main", "--token-file", token).Ok();
        _box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(token).Trim();
        _box.Ov("run", "start", "work", "--target", "feature-work").Refused(3, "not-found");
        _box.Ov("run", "start", "work").Ok();
        _box.Ov("sling", "Add a file", "--exec", "echo a >a; git add a; git commit -qm A; ov task done --summary Done", "--trust").Ok();
        _box.Ov("wait", "--until", "done").Ok();
        _box.Ov("merge", "--all", "--trust").Ok();
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void A_policy_that_does_not_exist_is_refused_and_nothing_is_made()
    {
        Change("feature", () => Write("feature.txt", "new\n"));
        Start("feature");
        _box.Ov("init", "--policy-from", "origin/nowhere").Refused(3, "not-found");
        Assert.False(Directory.Exists(Path.Combine(_box.Repo, ".git", "overstory")));
    }

    [Fact]
    public void Only_the_operator_chooses_another_policy()
    {
        Change("feature", () => Write("feature.txt", "new\n"));
        Start("feature");
        _box.Ov("init", "--policy-from", "origin/main").Ok();
        _box.Ov("init", "--policy-from", "HEAD").Refused(4, "identity");
        Assert.Contains("origin/main", File.ReadAllText(Path.Combine(_box.Repo, ".git", "overstory", "policy")));
    }

    [Theory]
    [InlineData(GitHub)]
    [InlineData(GitLab)]
    public void A_canceled_job_stops_its_agents_and_keeps_their_work(string file)
    {
        var begun = Path.Combine(_box.Root, "begun");
        _agent = $"echo half >half.txt; git add half.txt; git commit -qm 'Half of it'; echo draft >draft.txt; echo >{begun}; exec sleep 600";
        Change("feature", () => Write("feature.txt", "new\n"));
        var job = Start("feature");
        Assert.Equal(143, Run(file, job, cancel: begun));
        Assert.Contains("refs/overstory/ci/job-1/", InForge("for-each-ref", "--format=%(refname)"));
        Assert.Contains(InForge("for-each-ref", "--format=%(objectname)", "refs/overstory/ci/job-1").Split('\n'), commit => InForge("ls-tree", "--name-only", commit).Contains("half.txt"));
        if (file == GitHub)
        {
            // Its machine goes with the job, so what was not committed is kept as well.
            Assert.Contains(InForge("for-each-ref", "--format=%(objectname)", "refs/overstory/ci/job-1").Split('\n'), commit => InForge("ls-tree", "--name-only", commit).Contains("draft.txt"));
        }
    }

    [Theory]
    [InlineData(GitHub, false)]
    [InlineData(GitLab, false)]
    [InlineData(GitLab, true)]
    public void The_next_job_on_the_same_checkout_finishes_what_a_canceled_or_killed_one_began(string file, bool killed)
    {
        var begun = Path.Combine(_box.Root, "begun");
        _agent = $"[ -e {begun} ] || {{ echo >{begun}; exec sleep 600; }}; {PipelineFile.Value(Lines(file), "AGENT")}";
        Change("feature", () => Write("feature.txt", "new\n"));
        var job = Start("feature");
        Assert.NotEqual(0, Run(file, job, cancel: begun, killed: killed));
        Assert.True(Run(file, job) == 0, _said);
        Assert.Equal("Add feature", InForge("show", "ci/job-1:CHANGES").Split('\n')[^1]);
    }

    [Fact]
    public void A_fresh_checkout_names_what_an_earlier_job_has_pushed()
    {
        var begun = Path.Combine(_box.Root, "begun");
        _agent = $"echo half >half.txt; git add half.txt; git commit -qm 'Half of it'; echo >{begun}; exec sleep 600";
        Change("feature", () => Write("feature.txt", "new\n"));
        Run(GitHub, Start("feature"), cancel: begun);
        Directory.Delete(_box.Repo, recursive: true);
        Directory.CreateDirectory(_box.Repo);
        var job = Start("feature");
        var said = Block(Blocks(GitHub)[0], job).Ok();
        said = Block(Blocks(GitHub)[1], job).Ok();
        Assert.Matches(@"Kept by an earlier job: refs/overstory/ci/job-1/\S+ at [0-9a-f]{40}", said.Stdout);
    }

    private string Forge => Path.Combine(_box.Root, "forge.git");

    private string Desk => Path.Combine(_box.Root, "desk");

    private static string Example(string file) => Path.Combine(OvBinary.SourceRoot, "docs", "ci", file);

    private static string[] Lines(string file) => File.ReadAllLines(Example(file));

    private static IReadOnlyList<PipelineBlock> Blocks(string file) => PipelineFile.Blocks(Lines(file));

    /// <summary>As a runner does: later blocks are left out once one has failed, but for those that always run.</summary>
    /// <returns>The exit status of the first block that failed, else 0.</returns>
    private int Run(string file, Dictionary<string, string> job, string? cancel = null, bool killed = false)
    {
        job["AGENT"] = _agent ?? PipelineFile.Value(Lines(file), "AGENT");
        var status = 0;
        foreach (var block in Blocks(file).Where(block => status == 0 || (block.Always && !killed)).ToList())
        {
            if (status != 0 && (killed || !block.Always))
            {
                continue;
            }

            var run = cancel is not null && block.Script.Contains("trap cancel", StringComparison.Ordinal) ? Canceled(block, job, cancel, killed) : Block(block, job);
            if (status == 0)
            {
                (status, _said) = (run.ExitCode, $"{block.Name}: {run}");
            }

            Assert.True(run.ExitCode == 0 || cancel is not null || block.Script.Contains("ov merge", StringComparison.Ordinal), run.ToString());
        }

        return status;
    }

    private OvRun Block(PipelineBlock block, Dictionary<string, string> job) => _box.Run("sh", ["-e", Script(block)], variables: job);

    private OvRun Canceled(PipelineBlock block, Dictionary<string, string> job, string begun, bool killed)
    {
        var running = _box.RunAsync("sh", ["-e", "-c", $"echo $$ >{begun}.pid; exec sh -e {Script(block)}"], variables: job);
        Eventually.Holds("the step to be canceled began", () => File.Exists(begun) || running.IsCompleted);
        if (killed)
        {
            Leftovers.End(_box.Root, TimeSpan.Zero);
        }
        else if (!running.IsCompleted)
        {
            _box.Run("kill", ["-TERM", File.ReadAllText($"{begun}.pid").Trim()]).Ok();
        }

        return running.GetAwaiter().GetResult();
    }

    private string Script(PipelineBlock block)
    {
        var path = Path.Combine(_box.Root, "block.sh");
        File.WriteAllText(path, block.Script);
        return path;
    }

    private Dictionary<string, string> Start(string branch)
    {
        if (!Directory.Exists(Path.Combine(_box.Repo, ".git")))
        {
            _box.Run("git", ["clone", "-q", Forge, _box.Repo], _box.Root).Ok();
        }

        var commit = InForge("rev-parse", branch);
        _box.Git("checkout", "-q", "--detach", commit);
        // As in a project that keeps its hooks in the tree.
        _box.Git("config", "core.hooksPath", "hooks");
        return new Dictionary<string, string> { ["BASE"] = "main", ["CHANGE"] = commit, ["JOB"] = "job-1" };
    }

    private void Change(string branch, Action edit)
    {
        Author("switch", "-q", "-c", branch);
        edit();
        Push(branch, $"Add {branch}");
    }

    private void Push(string branch, string message)
    {
        Author("add", "-A", "--force");
        Author("commit", "-q", "-m", message);
        Author("push", "-q", "origin", $"HEAD:refs/heads/{branch}");
    }

    private void Author(string verb, params string[] words) => _box.Run("git", [verb, .. words], Desk).Ok();

    private void Author(string verb, string option, string source, string target, string from) => _box.Run("git", [verb, option, source, target], from).Ok();

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Desk, path))!);
        File.WriteAllText(Path.Combine(Desk, path), text);
    }

    private string InForge(params string[] words) => _box.Run("git", words, Forge).Ok().Stdout.TrimEnd();
}

using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>A runtime whose sandbox lets nothing be written but the worktree: neither git's folder nor the ledger in it.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void An_agent_that_can_neither_commit_nor_reach_the_ledger_is_answered_committed_for_and_lands()
    {
        Sandboxed("""
            say() { echo '{"type":"assistant","message":{"content":[{"type":"text","text":"'"$1"'"}]}}'; }
            echo '{"type":"system","subtype":"init","session_id":"s-1","model":"m-1"}'
            if [ ! -e $MARK/turn-1 ]; then
              mkdir -p src; echo work > src/w.txt; echo mine > README.md; echo key=1 > src/.env; echo half > src/note.md
              git add -A 2> $MARK/git; ov sling "Another thing" 2> $MARK/sling > /dev/null
              ov mail list --json > $MARK/list; ov prime > $MARK/prime 2>&1; ov mail check --inject > $MARK/check 2>&1; ov mail send --to operator --subject Half --file src/note.md > $MARK/mail
              say 'I told them.'
              tries=0; while [ -e .ov-outbox/*-*.json ] && [ $tries -lt 600 ]; do sleep 0.1; tries=$((tries + 1)); done; ls .ov-outbox > $MARK/left
              ov task done "$OVERSTORY_TASK_ID" --summary 'Wrote w' --json > $MARK/done
              touch $MARK/turn-1
            else
              cat > $MARK/prompt; cat $MARK/readme > README.md; rm src/.env
              ov mail send --to operator --type worker_done --subject 'Wrote w' --body 'and a note'
            fi
            echo '{"type":"result","subtype":"success","is_error":false,"result":"done"}'
            """);
        File.Copy(Path.Combine(_team.Box.Repo, "README.md"), Path.Combine(_team.Box.Root, "readme"));
        var task = _team.Sling("Write w", null, "--trust", "--files", "src/**").GetProperty("taskId").GetString()!;
        _team.Until("the agent completed", "SELECT count(*) FROM agent WHERE state IN ('completed', 'failed')");
        _team.Wait(task);

        Assert.Contains("Read-only file system", Told("git"));
        Assert.Contains("[ledger-forbidden]", Told("sling"));
        Assert.Contains("\"success\":true", Told("list"));
        Assert.Contains("Write w", Told("prime"));
        Assert.Equal("", Told("check"));
        Assert.Contains("leave your changes uncommitted", Told("mail"));
        Assert.Contains("\"queued\":true", Told("done"));
        // The host looked while the turn still ran: after it had told something.
        Assert.Equal("", Told("left"));
        Assert.Equal(["half\n"], _team.Project.Rows("SELECT body FROM message WHERE sender = 'builder-1' AND subject = 'Half'", row => row.Text("body")));
        // The first report was refused, for what the host would not commit.
        var prompt = Told("prompt");
        Assert.Contains("README.md (not among its files)", prompt);
        Assert.Contains("src/.env (it may hold a secret)", prompt);
        Assert.Contains("[dirty]", prompt);
        Assert.Equal("completed", _team.TaskState(task));
        var branch = _team.Agent("builder-1").Branch!;
        Assert.Equal("src/note.md\nsrc/w.txt", _team.Box.Git("diff", "--name-only", $"main...{branch}"));
        Assert.Contains($"Ov-Task: {task}\nOv-Agent: builder-1", _team.Box.Git("log", "-1", "--format=%B", branch));
        _team.RequireSound();
        _team.Ov("merge", "--all").Ok();
        Assert.Equal("work", _team.Box.Git("show", "main:src/w.txt"));
    }

    [Fact]
    public void Runtime_test_passes_by_the_outbox_and_says_so()
    {
        Sandboxed("""
            echo '{"type":"system","subtype":"init","session_id":"s-1","model":"m-1"}'
            echo proof > proof.txt; git add proof.txt && git commit -qm 'Add proof'; ov mail send --to operator --subject Proof --body 'it works' > /dev/null
            ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null
            echo '{"type":"result","subtype":"success","is_error":false,"result":"done","modelUsage":{"m-1":{"inputTokens":100,"outputTokens":10}}}'
            """);
        Assert.Contains("its host delivers", _team.Ov("runtime", "show", "boxed").Ok().Stdout);
        var told = _team.Box.Run("ov", ["runtime", "test", "boxed", "--trust", "--json"], limit: TimeSpan.FromMinutes(2)).Ok().Json.GetProperty("results")[0];
        Assert.Equal("proven", told.GetProperty("outcome").GetString());
        Assert.Equal(["edit direct", "commit outbox", "mail outbox"], told.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("what")} {check.GetProperty("way")}"));
    }

    private void Sandboxed(string turn)
    {
        var script = Path.Combine(_team.Box.Root, "turn.sh");
        File.WriteAllText(script, $"MARK={_team.Box.Root}\n{turn}");
        _team.Box.WriteProgram("boxed", $"common=$(git rev-parse --path-format=absolute --git-common-dir)\nexec {ReadOnlyPlace.Around("\"$common\"")} /bin/sh {script}");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), """

            runtime:
              default: boxed
            runtimes:
              boxed:
                command: [boxed]
                events: claude
            """);
    }

    private string Told(string name) => File.ReadAllText(Path.Combine(_team.Box.Root, name));
}

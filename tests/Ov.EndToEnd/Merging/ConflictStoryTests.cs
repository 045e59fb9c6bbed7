namespace Ov.EndToEnd.Merging;

/// <summary>A conflict that nobody attends to: where the tick lands what is ready, it also brings the branch back to an agent.</summary>
public sealed class ConflictStoryTests
{
    /// <summary>Writes a greeting; called again, re-bases its branch and keeps both greetings.</summary>
    private const string Greeter = """
        cat >>"$HOME/heard-$OVERSTORY_AGENT_NAME"
        case $(git log -1 --format=%s) in
        Greet*) git rebase -q work 2>/dev/null || { printf 'Hello\nBonjour\n' >greeting; git add -A; GIT_EDITOR=true git rebase --continue; } ;;
        *) echo "$1" >greeting; git add -A; git commit -q -m "Greet with $1" ;;
        esac
        exec ov task done --summary "greeted with $1"
        """;

    [Fact]
    public void A_conflict_comes_back_to_a_new_incarnation_that_knows_both_sides_and_its_fix_lands_by_itself()
    {
        using var project = new OvProject("watch:\n  enabled: false\nmerge:\n  policy: ready\n", check: "! grep -q '<<<' greeting");
        project.Box.WriteProgram("greeter", Greeter);
        project.Box.Git("branch", "work");
        project.Ov("run", "start", "work", "--target", "work").Ok();
        project.Ov("sling", "Greet in English", "--name", "anna", "--exec", "greeter Hello", "--wait").Ok();
        project.Ov("sling", "Greet in French", "--name", "ben", "--exec", "greeter Bonjour", "--wait").Ok();
        foreach (var task in new[] { "1", "2" })
        {
            project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b", "--task", task).Ok();
        }

        var tick = project.Ov("watch", "--once").Ok();
        Assert.Contains("its branch could not land and came back", tick.Stdout);
        project.Ov("wait", "2", "--until", "done", "--timeout", "60s").Ok();
        project.Ov("watch", "--once").Ok();

        Assert.Equal("Hello\nBonjour", project.Box.Git("show", "work:greeting"));
        Assert.Equal(0, project.Count("SELECT count(*) FROM task WHERE state <> 'closed'"));
        Assert.Equal(2, project.Count("SELECT count(*) FROM agent WHERE task_id = (SELECT id FROM task WHERE number = 2)"));
        var heard = File.ReadAllText(Path.Combine(project.Box.Home, "heard-ben"));
        Assert.Contains("Its branch came back:", heard);
        Assert.Contains("task 1, Greet in English", heard);
        Assert.Matches("target:\n[> ]*Hello\n", heard);
        Assert.Contains("git rebase work", heard);
    }

    [Fact]
    public void What_conflicts_again_and_again_is_done_anew_on_the_target_and_the_old_branch_stays()
    {
        using var project = new OvProject("watch:\n  enabled: false\nmerge:\n  policy: ready\n", check: "! grep -q '<<<' greeting");
        project.Box.WriteProgram("greeter", """
            cat >>"$HOME/heard-$OVERSTORY_AGENT_NAME"
            if [ -e greeting ]; then printf 'Hello\nBonjour\n' >greeting; else echo "$1" >greeting; fi
            git add -A; git commit -q -m "Greet with $1"
            exec ov task done --summary "greeted with $1"
            """);
        project.Box.Git("branch", "work");
        project.Ov("run", "start", "work", "--target", "work").Ok();
        project.Ov("sling", "Greet in English", "--name", "anna", "--exec", "greeter Hello", "--wait").Ok();
        project.Ov("sling", "Greet in French", "--name", "ben", "--exec", "greeter Bonjour", "--wait").Ok();
        foreach (var task in new[] { "1", "2" })
        {
            project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b", "--task", task).Ok();
        }

        // It came back three times before.
        var old = project.Rows("SELECT branch FROM merge ORDER BY seq DESC", row => row.Text("branch"))[0];
        using (var ledger = project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("UPDATE merge SET returns = 3 WHERE branch = ?1", old));
        }

        var tip = project.Box.Git("rev-parse", old);
        Assert.Contains("it is done anew", project.Ov("watch", "--once").Ok().Stdout);
        project.Ov("wait", "2", "--until", "done", "--timeout", "60s").Ok();
        project.Ov("watch", "--once").Ok();

        Assert.Equal("Hello\nBonjour", project.Box.Git("show", "work:greeting"));
        Assert.Equal(tip, project.Box.Git("rev-parse", old));
        Assert.Equal(
            ["landed clean-merge []", "withdrawn reimagine []", "landed reimagine [\"greeting\"]"],
            project.Rows("SELECT state || ' ' || tier || ' ' || mended AS line FROM merge ORDER BY seq", row => row.Text("line")));
        Assert.Equal(0, project.Count("SELECT count(*) FROM task WHERE state <> 'closed'"));
        var again = project.Rows("SELECT name FROM agent ORDER BY seq DESC", row => row.Text("name"))[0];
        Assert.Contains($"git diff work...{tip[..12]}", File.ReadAllText(Path.Combine(project.Box.Home, $"heard-{again}")));
    }

    [Fact]
    public void Two_agents_that_start_to_collide_are_told_once_before_they_finish()
    {
        using var project = new OvProject("watch:\n  enabled: false\n");
        project.Ov("run", "start", "sprint", "--target", "main").Ok();
        foreach (var agent in new[] { "anna", "ben", "carl" })
        {
            project.Ov("sling", $"Greet as {agent}", "--name", agent).Ok();
            File.WriteAllText(Path.Combine(project.WorktreeOf(agent), agent == "carl" ? "else" : "greeting"), $"Hello from {agent}\n");
        }

        Assert.Contains("their branches conflict in greeting", project.Ov("watch", "--once").Ok().Stdout);
        Assert.DoesNotContain("conflict", project.Ov("watch", "--once").Ok().Stdout);

        var mail = project.Rows("SELECT recipient, subject, body FROM message WHERE subject LIKE '%collides%' ORDER BY recipient", row => (To: row.Text("recipient"), Subject: row.Text("subject"), Body: row.Text("body")));
        Assert.Equal([("anna", "Your work collides with ben's in greeting"), ("ben", "Your work collides with anna's in greeting")], mail.Select(m => (m.To, m.Subject)));
        Assert.Contains("Greet as ben", mail[0].Body);
        project.Ov("stop", "--all", "--yes").Ok();
    }
}

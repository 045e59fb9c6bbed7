namespace Ov.EndToEnd.Merging;

/// <summary>A task begins on the branch of the one that it needs, before that has landed.</summary>
public sealed class StackStoryTests
{
    /// <summary>Each rewrites the one line there is: without what is below it, it could not land.</summary>
    private const string Writer = """
        cat >>"$HOME/heard-$OVERSTORY_AGENT_NAME"
        echo "$(cat text 2>/dev/null) $1" >text
        git add -A; git commit -q -m "Write $1"
        exec ov task done --summary "wrote $1"
        """;

    [Theory]
    [InlineData("merge")]
    [InlineData("squash")]
    public void What_stands_on_reported_work_begins_at_once_and_lands_after_it(string strategy)
    {
        using var project = new OvProject("watch:\n  enabled: false\n", check: "test -s text");
        project.Box.WriteProgram("writer", Writer);
        project.Box.Git("branch", "work");
        project.Ov("run", "start", "work", "--target", "work", "--strategy", strategy).Ok();
        project.Ov("run", "set", "dispatch.stack=true").Ok();
        project.Ov("task", "add", "Begin the text").Ok();
        project.Ov("task", "add", "Go on with it", "--needs", "1").Ok();
        Assert.Equal(4, project.Ov("sling", "2", "--exec", "writer two").ExitCode);

        project.Ov("sling", "1", "--name", "anna", "--exec", "writer one", "--wait").Ok();
        Assert.Contains("Task 2 begins on the branch of task 1, which has not landed.", project.Ov("task", "ready", "--explain").Ok().Stdout);
        project.Ov("sling", "2", "--name", "ben", "--exec", "writer two", "--wait").Ok();
        Assert.Contains("the work of task 1, which has not landed", File.ReadAllText(Path.Combine(project.Box.Home, "heard-ben")));

        var upper = project.Rows("SELECT branch FROM task WHERE number = 2", row => row.Text("branch"))[0];
        var alone = project.Ov("merge", "--branch", upper);
        Assert.Contains("(task 1), which has not landed on work", alone.Stderr);
        project.Ov("merge", "--all").Ok();

        Assert.Equal("one two", project.Box.Git("show", "work:text").Trim());
        Assert.Equal(0, project.Count("SELECT count(*) FROM task WHERE state <> 'closed'"));
        Assert.Equal(["Begin the text", "Go on with it"], project.Box.Git("log", "--first-parent", "--reverse", "--format=%s", "main..work").Trim().Split('\n').Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }
}

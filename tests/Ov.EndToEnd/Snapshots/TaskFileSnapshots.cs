namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about task files print.</summary>
public sealed class TaskFileSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Task_files(Form form) => Day.Play(form, day =>
    {
        day.Does("run", "start", "export", "--target", "main");
        day.Project.Box.WriteFile("planning/01-read.prompt.md", "---\nnumber: 1\ntitle: Read\nstatus: done\n---\n");
        day.Project.Box.WriteFile("planning/write.md", "---\nname: Write\ndepends_on: [1]\n---\n");
        day.Project.Box.WriteFile("planning/README.md", "# Planning\n");
        day.Shows("task import", "planning");
        day.Does("task", "add", "Join both", "--needs", "2");
        day.Shows("task export", "prompts");
        day.Does("task", "edit", "2", "--title", "Write it");
        day.Project.Box.WriteFile("planning/write.md", "---\nname: Write well\n---\n");
        Assert.Equal(9, day.Show("task sync", "conflict", day.Project.Ov(day.Line("task sync"))).ExitCode);
        day.Shows("task sync", "--prefer", "ledger");
        day.Project.Box.WriteFile("planning/bad.md", "---\nstatus: soon\n---\n");
        day.Refuses(1, "foreign-data", "faults", "task import", "planning");
        day.Refuses(2, "usage", "a-file", "task export", "planning/write.md");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Issues_of_a_tracker(Form form) => Day.Play(form, day =>
    {
        day.Does("run", "start", "shop", "--target", "main");
        day.Refuses(7, "tool-missing", "no-program", "task import", "--from", "beads");
        day.Project.Box.WriteProgram("sd", """
            case $1 in
              create) echo '{"success":true,"id":"shop-new"}' ;;
              *) echo '{"success":true,"issues":[{"id":"shop-9238","title":"Fix totals","status":"open","priority":1},{"id":"shop-all","title":"All","status":"open","type":"epic"},{"id":"shop-new","title":"Join both","status":"open"}]}' ;;
            esac
            """);
        day.ShowsCase("issues", "task import", "--from", "seeds", "shop-9238", "shop-all");
        day.Does("task", "add", "Join both");
        day.ShowsCase("issues", "task export", "--to", "seeds");
        day.ShowsCase("issue", "task show", "shop-9238");
    });
}

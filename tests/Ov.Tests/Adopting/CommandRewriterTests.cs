using Ov.Core.Adopting;

namespace Ov.Tests.Adopting;

/// <summary>Command lines of Overstory's definitions in ov's words; the prose around them stays.</summary>
public sealed class CommandRewriterTests
{
    [Theory]
    [InlineData("overstory status --json", "ov status --json")]
    [InlineData("overstory mail send --to lead --subject \"a b\" --body \"c\" --type status", "ov mail send --to lead --subject \"a b\" --body \"c\" --type status")]
    [InlineData("overstory sling --task <bead-id> --capability builder", "ov sling <bead-id> --capability builder")]
    [InlineData("overstory init --ensure --agent orchestrator", "ov prime --agent orchestrator")]
    [InlineData("sd show <task-id>", "ov task show <task-id>")]
    [InlineData("{{TRACKER_CLI}} list --status=in_progress", "ov task list --state=in_progress")]
    [InlineData("bd list --status open --limit 5", "ov task list --state pending --limit 5")]
    [InlineData("sd create --title=\"Do it\" --type=task --priority P1 --desc \"Why\"", "ov task add \"Do it\" --priority high --body \"Why\"")]
    [InlineData("sd create \"Do it\" --priority 2 --labels a,b", "ov task add \"Do it\" --priority medium")]
    [InlineData("sd update <id> --status in_progress", "ov task claim <id>")]
    [InlineData("sd update <id> --status=open", "ov task release <id>")]
    [InlineData("sd update <id> --title \"New\" --description \"Text\"", "ov task edit <id> --title \"New\" --body \"Text\"")]
    [InlineData("sd close <id> --reason \"Built: <what>\"", "ov task done <id> --summary \"Built: <what>\"")]
    [InlineData("sd block 3 --by 2", "ov task edit 3 --needs 2")]
    [InlineData("sd sync", "ov status")]
    [InlineData("mulch learn --since HEAD~3", "ov status")]
    public void A_line_becomes_the_stated_one(string theirs, string ours) => Assert.Equal(ours, Rewritten(theirs));

    [Fact]
    public void Who_holds_no_task_closes_it_and_who_holds_it_reports_it()
    {
        Assert.Equal("ov task close <id>", Rewritten("{{TRACKER_CLI}} close <id> --reason \"Merged\"", "coordinator"));
        Assert.Equal("ov task done <id> --summary \"Merged\"", Rewritten("{{TRACKER_CLI}} close <id> --reason \"Merged\"", "lead"));
    }

    [Fact]
    public void Prose_continuations_comments_and_lists_of_commands_stay_as_they_were()
    {
        const string text = """
            Use `sd ready`, then `sd show <id>`; never `bash`. The overstory system and its sd files stay.

            ```bash
            sd create --title="A" \
              --desc "B"   # say why
            sd sync && git add . && git commit -m "sd close nothing"
            ov merge --branch <b> --dry-run  # check first
            ```
            """;
        const string wanted = """
            Use `ov task ready`, then `ov task show <id>`; never `bash`. The overstory system and its sd files stay.

            ```bash
            ov task add "A" \
              --body "B"   # say why
            ov status && git add . && git commit -m "sd close nothing"
            ov merge --branch <b> --dry-run  # check first
            ```
            """;
        Assert.Equal(wanted, Rewritten(text));
    }

    [Fact]
    public void What_nothing_serves_stays_and_is_named()
    {
        var (text, uses) = CommandRewriter.Rewrite("Run `overstory upgrade` and `overstory status`.", "builder");
        Assert.Equal("Run `ov upgrade` and `ov status`.", text);
        Assert.Equal([(RuleKind.Unserved, "ov upgrade"), (RuleKind.Same, "ov status")], uses.Select(use => (use.Kind, use.Ours)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sd")]
    [InlineData("`sd ")]
    [InlineData("sd create --title=\"never closed")]
    [InlineData("sd create --title")]
    [InlineData("ov mail send --to <never closed")]
    [InlineData("sd close \\")]
    public void Odd_texts_come_through(string text) => Assert.NotNull(Rewritten(text));

    [Fact]
    public void Rewriting_twice_changes_nothing_more()
    {
        var once = Rewritten("`sd create --title=\"A\" --desc \"B\"` then `sd close <id> --reason \"C\"` and `overstory status`");
        Assert.Equal(once, Rewritten(once));
    }

    private static string Rewritten(string text, string role = "builder") => CommandRewriter.Rewrite(text, role).Text;
}

using System.Runtime.CompilerServices;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Text;
using Ov.Core.Watching;
using Ov.Dashboard;

namespace Ov.Tests.Dashboards;

/// <summary>The view as text at each size, and what its keys do; both are pure functions.</summary>
public sealed class DashboardTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(40, 12)]
    public void It_fits_the_terminal(int width, int height)
    {
        var frame = DashboardFrame.Of(Sample(), new DashboardState(), width, height);
        Assert.Equal(height, frame.Lines.Count);
        Assert.All(frame.Lines, line => Assert.Equal(width, line.Sum(span => TextColumns.Of(span.Text))));
        Compare($"{width}x{height}", string.Join('\n', frame.Text) + "\n");
    }

    [Fact]
    public void What_agents_write_is_never_obeyed_by_the_terminal()
    {
        var text = string.Join('\n', DashboardFrame.Of(Sample(), new DashboardState(), 120, 40).Text);
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("\\u001b[2J", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_for_the_person_is_selected_first_and_keys_move_on()
    {
        var state = new DashboardState();
        Assert.Equal("need:gate:gate-1", Selected(state));
        state = Press(state, 'j').State;
        Assert.Equal("need:question:msg-1", Selected(state));
        state = Press(state, '\t', ConsoleKey.Tab).State;
        Assert.Equal("agent:alice", Selected(state));
        state = Press(state, '\0', ConsoleKey.UpArrow).State;
        Assert.Equal("need:question:msg-1", Selected(state));
    }

    [Fact]
    public void Each_key_is_a_command_and_what_changes_much_is_asked_first()
    {
        var alice = new DashboardState("agent:alice");
        Assert.Equal("inspect alice", Words(Press(alice, '\r', ConsoleKey.Enter).Act));
        Assert.Equal("attach alice", Words(Press(alice, 'a').Act));
        var asked = Press(alice, 's');
        Assert.Null(asked.Act);
        Assert.Equal("stop alice --yes", Words(Press(asked.State, 'y').Act));
        Assert.Null(Press(asked.State, 'x').Act);
        Assert.Equal("nudge alice -- -x go", Words(Type(Press(alice, 'n').State, "-x go")));
        Assert.Equal("gate approve gate-1", Words(Press(Press(new DashboardState("need:gate:gate-1"), 'y').State, 'y').Act));
        Assert.Equal("gate answer gate-1 changes --body=also as CSV", Words(Type(Press(new DashboardState("need:gate:gate-1"), 'r').State, "changes also as CSV")));
        Assert.Equal("mail answer msg-1 --body=--v2", Words(Type(Press(new DashboardState("need:question:msg-1"), 'r').State, "--v2")));
        Assert.Equal("That key does not fit what is selected.", Press(new DashboardState("need:gate:gate-1"), 'n').State.Told);
        Assert.Equal(ActKind.Quit, Press(alice, 'q').Act!.Kind);
    }

    [Fact]
    public void A_filter_narrows_and_escape_shows_all_again()
    {
        var (state, act) = TypeAll(Press(new DashboardState(), '/').State, "bob");
        Assert.Null(act);
        Assert.Equal("bob", state.Filter);
        var shown = string.Join('\n', DashboardFrame.Of(Sample(), state, 80, 24).Text);
        Assert.Contains("bob", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("* alice", shown, StringComparison.Ordinal);
        Assert.Equal("", Press(state, '\u001b', ConsoleKey.Escape).State.Filter);
    }

    [Fact]
    public void The_line_below_says_how_far_the_selected_agents_branch_is() =>
        Assert.StartsWith("alice: 2 ahead, 1 behind, 3 uncommitted; a turn runs", DashboardFrame.Of(Sample(), new DashboardState("agent:alice"), 120, 40).Text.ToList()[^2], StringComparison.Ordinal);

    [Fact]
    public void A_page_stands_in_front_and_scrolls_until_it_is_closed()
    {
        var state = Press(new DashboardState(), '?').State;
        Assert.Contains("select", string.Join('\n', DashboardFrame.Of(Sample(), state, 80, 24).Text), StringComparison.Ordinal);
        state = Press(state, 'j').State;
        Assert.Equal(1, state.Page!.Top);
        Assert.Null(Press(state, 'q').State.Page);
    }

    [Fact]
    public void A_frame_that_shows_the_same_is_not_drawn_again()
    {
        var first = DashboardFrame.Of(Sample(), new DashboardState(), 80, 24);
        Assert.True(DashboardFrame.Of(Sample(), new DashboardState(), 80, 24).ShowsTheSame(first));
        Assert.False(DashboardFrame.Of(Sample(), new DashboardState("agent:bob"), 80, 24).ShowsTheSame(first));
    }

    private static string? Selected(DashboardState state) => DashboardFrame.Selected(DashboardPanels.Of(Sample(), state.Filter), state)?.Key;

    private static (DashboardState State, DashboardAct? Act) Press(DashboardState state, char letter, ConsoleKey key = ConsoleKey.None) =>
        DashboardKeys.Press(state, Sample(), new ConsoleKeyInfo(letter, key, false, false, false));

    private static DashboardAct? Type(DashboardState state, string text) => TypeAll(state, text).Act;

    private static (DashboardState State, DashboardAct? Act) TypeAll(DashboardState state, string text) =>
        Press(text.Aggregate(state, (at, letter) => Press(at, letter).State), '\r', ConsoleKey.Enter);

    private static string Words(DashboardAct? act) => string.Join(' ', act!.Words);

    [Fact]
    public void Who_works_comes_before_those_that_ended_and_of_those_the_newest_first()
    {
        var sample = Sample();
        var agents = sample.Status with { Agents = [Agent("old", SeenState.Completed, 1, "x"), Agent("new", SeenState.Failed, 2, "y"), .. sample.Status.Agents] };
        var panel = DashboardPanels.Of(sample with { Status = agents }, "").Single(part => part.Title == "Agents");
        Assert.Equal(["alice", "bob", "new", "old"], panel.Rows.Select(row => row.Item!.Agent));
    }

    private static Overview Sample()
    {
        var used = new CostSum(3, 1200, 340, 56000, 0, 1.25m, null, 0, Now);
        var status = new StatusReport(
            "shop", "run-1", [new StatusRun("run-1", "export", "ov/export", RunState.Active, "", "")],
            [new StatusNeed("gate", "gate-1", "alice waits at a plan gate: Is this right?", "ov gate show gate-1"), new StatusNeed("question", "msg-1", "bob asks: Which API?", "ov mail answer msg-1 --body \"…\"")],
            [Agent("alice", SeenState.Working, 1, "Export as JSON \u001b[2J"), Agent("bob", SeenState.Waiting, 2, "登录登录 and a title that is longer than any terminal of this width would ever show")],
            0, [], [], new TaskCounts(2, 2, 0, 1, 5, 0, 0), [], [new StatusMerge("merge-1", "overstory/carol/3-csv", "ov/export", MergeState.Queued, null)], 1, 1, "operator", 0, true, 1, new SlotUse([], []));
        return new Overview(
            Now, status, [new CostRow("alice", used)], used, [new OverviewMail("msg-1", "bob", "operator", "question", "queued", "Which API?", Now.AddMinutes(-3))],
            [new OverviewCollision("overstory/alice/1-json", "overstory/carol/3-csv", ["src/export.cs"])],
            [.. Enumerable.Range(1, 60).Select(i => new FeedEvent(i, Now.AddSeconds(i - 60), i % 7 == 0 ? "turn.ended" : "tool.start", i % 7 == 0 ? "warn" : "info", "run-1", "alice", "agent-1", "alice", null, null, null, "Bash", null, null, $"Bash: step {i}"))],
            [new BranchWork("overstory/alice/1-json", "ov/export", 2, 1, 3), new BranchWork("overstory/bob/2-csv", "ov/export", 0, 0, null)], new OverviewGit("libgit2", null));
    }

    private static StatusAgent Agent(string name, SeenState state, int task, string title) => new(
        $"agent-{name}", name, "builder", state, "a turn runs", ["its turn's process lives"], Now.AddMinutes(-4), Confidence.Strong, 1, null, name == "alice" ? "overstory/alice/1-json" : null, $"task-{task}", task, title,
        "", 1, null, 0, "run-1", "exec", [], Now.AddHours(-1), Now, null);

    private static void Compare(string name, string text, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, $"DashboardTests.{name}.verified.txt");
        if (Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}

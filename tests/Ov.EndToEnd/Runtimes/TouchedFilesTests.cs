using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>Agents that no hook watches: what a turn touched is held against their rights once it is over.</summary>
public sealed class TouchedFilesTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void Files_outside_the_scope_are_told_once_to_the_agent_and_to_whoever_answers_for_it_and_stay_as_they_are()
    {
        _team.Sling("Stay inside", "mkdir -p src; date > src/own; [ -e outside ] || { echo x > outside; git add -A; git commit -qm Work; echo y > loose; }", "--files", "src/**");
        _team.Until("the mail about it made a second turn", "SELECT count(*) / 2 FROM event WHERE type = 'turn.ended'");

        Assert.Equal(["builder-1 touched loose, outside, but its files are src/**"], _team.Project.Rows("SELECT text FROM event WHERE type = 'guard.touched'", row => row.Text("text")));
        Assert.Equal(["builder-1", "operator"], _team.Project.Rows("SELECT recipient FROM message WHERE subject LIKE '%touched files%' ORDER BY recipient", row => row.Text("recipient")));
        Assert.True(File.Exists(Path.Combine(_team.Project.WorktreeOf("builder-1"), "outside")));
        Assert.True(File.Exists(Path.Combine(_team.Project.WorktreeOf("builder-1"), "loose")));
    }

    [Fact]
    public void A_read_only_role_that_changed_a_file_is_told_of()
    {
        _team.Sling("Only look", "echo x >> README.md", "--role", "scout");
        _team.Until("its turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'guard.touched' AND text LIKE 'scout-1 touched README.md, but a scout changes no files'"));
    }

    [Fact]
    public void Who_stays_in_its_scope_is_left_in_peace()
    {
        _team.Sling("Stay inside", "mkdir -p src; echo x > src/own; git add -A; git commit -qm Work", "--files", "src/**");
        _team.Until("its turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'guard.touched'"));
    }
}

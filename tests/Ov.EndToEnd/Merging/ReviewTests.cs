using Ov.EndToEnd.KillPoints;

namespace Ov.EndToEnd.Merging;

/// <summary>A branch goes back to its owner and comes again by itself; without a person nothing lands.</summary>
public sealed class ReviewTests : IDisposable
{
    private const string Worker = """
        cat > ../told.$(ls .. | grep -c told)
        [ -e greeting.txt ] && echo 'Hello, and welcome' > greeting.txt || echo Hello > greeting.txt
        git add -A; git commit -q -m Greet; exec ov task done --summary Greeted
        """;

    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void The_fix_of_an_owner_that_had_ended_comes_back_by_itself()
    {
        var branch = Reported();
        var sent = _team.Project.Ov("review", "comment", branch, "--on", "greeting.txt:1: Say more.", "--json").Ok().Json;
        Assert.True(sent.GetProperty("restarted").GetBoolean());
        _team.Until("the fix is reported", () => _team.Project.Count("SELECT count(*) FROM merge WHERE state = 'queued' AND review IS NULL") == 1);
        var told = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_team.Project.WorktreeOf("anna"))!, "told.*").Select(File.ReadAllText));
        Assert.Contains("greeting.txt:1: Say more.", told);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE 'Review:%'"));

        _team.Project.Ov("review", "land", branch).Ok();
        Assert.Equal("Hello, and welcome", _team.Box.Git("show", $"{_team.Target}:greeting.txt"));
    }

    [Fact]
    public void A_tick_starts_the_owner_when_the_command_could_not()
    {
        var branch = Reported();
        _team.Project.Ov("sling", "Another task", "--name", "ben").Ok();
        _team.Project.Ov("config", "set", "agents.maxConcurrent", "1").Ok();
        var sent = _team.Project.Ov("review", "comment", branch, "--body", "Say more, and no ghp_0123456789abcdefghijklmnopqrst.", "--json").Ok().Json;
        Assert.Contains("No agent was started", sent.GetProperty("warnings")[0].GetString());
        _team.Project.Ov("config", "unset", "agents.maxConcurrent").Ok();
        _team.Project.Ov("watch", "--once").Ok();
        _team.Until("the fix is reported", () => _team.Project.Count("SELECT count(*) FROM merge WHERE branch = ?1 AND state = 'queued'", branch) == 1);
        Assert.Contains("Say more, and no [redacted].", string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_team.Project.WorktreeOf("anna"))!, "told.*").Select(File.ReadAllText)));
    }

    [Fact]
    public void Without_the_operator_nothing_lands_that_was_not_approved()
    {
        var branch = Reported();
        var desk = new Dictionary<string, string> { ["OV_OPERATOR_TOKEN"] = "" };
        _team.Box.Run("ov", ["merge", "--branch", branch, "--json"], variables: desk).Refused(6, "unreviewed");
        Assert.Equal(_team.Base, _team.Box.Git("rev-parse", _team.Target));
        _team.Project.Ov("review", "approve", branch).Ok();
        _team.Box.Run("ov", ["merge", "--all"], variables: desk).Ok();
        Assert.NotEqual(_team.Base, _team.Box.Git("rev-parse", _team.Target));
    }

    [Fact]
    public void On_a_terminal_the_walk_shows_the_diff_offers_one_branch_and_lands_the_next()
    {
        var (offered, landed) = (Reported(), _team.Finished("ben"));
        _team.Box.Git("init", "-q", "--bare", "../remote.git");
        _team.Box.Git("remote", "add", "origin", "../remote.git");
        _team.Box.WriteProgram("gh", """
            case $2 in
            list) echo '[]' ;;
            create) echo https://example.org/shop/pull/7 ;;
            esac
            """);
        var terminal = new Dictionary<string, string> { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh", ["OV_OPERATOR_TOKEN"] = "" };

        var walk = _team.Box.Run("script", ["-qec", "ov review", "/dev/null"], input: "d\np\nl\n", variables: terminal).Ok();

        Assert.Contains("[p]ull request", walk.Stdout, StringComparison.Ordinal);
        Assert.Contains("+Hello", walk.Stdout, StringComparison.Ordinal);
        Assert.Contains("https://example.org/shop/pull/7", walk.Stdout, StringComparison.Ordinal);
        Assert.Equal(_team.Box.Git("rev-parse", offered), _team.Box.Run("git", ["rev-parse", offered], Path.Combine(_team.Box.Repo, "..", "remote.git")).Ok().Stdout.Trim());
        Assert.Equal(["queued", "landed"], _team.Project.Rows("SELECT state FROM merge ORDER BY branch = ?1", row => row.Text("state"), landed));
        Assert.Equal("of ben", _team.Box.Git("show", $"{_team.Target}:work-ben.txt"));
    }

    private string Reported()
    {
        _team.Project.Ov("sling", "Greet everybody", "--name", "anna", "--exec", Worker).Ok();
        _team.Until("anna ends", () => _team.LiveAgents() == 0);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task WHERE state = 'completed'"));
        return _team.BranchOf("anna");
    }
}

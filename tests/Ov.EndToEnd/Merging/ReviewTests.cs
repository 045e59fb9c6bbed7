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
        var sent = _team.Project.Ov("review", "comment", branch, "--body", "Say more.", "--json").Ok().Json;
        Assert.Contains("No agent was started", sent.GetProperty("warnings")[0].GetString());
        _team.Project.Ov("config", "unset", "agents.maxConcurrent").Ok();
        _team.Project.Ov("watch", "--once").Ok();
        _team.Until("the fix is reported", () => _team.Project.Count("SELECT count(*) FROM merge WHERE branch = ?1 AND state = 'queued'", branch) == 1);
        Assert.Contains("Say more.", string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_team.Project.WorktreeOf("anna"))!, "told.*").Select(File.ReadAllText)));
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

    private string Reported()
    {
        _team.Project.Ov("sling", "Greet everybody", "--name", "anna", "--exec", Worker).Ok();
        _team.Until("anna ends", () => _team.LiveAgents() == 0);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task WHERE state = 'completed'"));
        return _team.BranchOf("anna");
    }
}

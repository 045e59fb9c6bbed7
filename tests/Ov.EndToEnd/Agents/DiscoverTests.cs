namespace Ov.EndToEnd.Agents;

/// <summary>Scouts in a repository that nobody here knows: one a category, findings as notes, nothing changed.</summary>
public sealed class DiscoverTests : IDisposable
{
    private const string Scout = """
        note=$(sed -n 's/.*ov note write \(discovery-[a-z]*\) .*/\1/p' | head -n 1)
        ov note write "$note" --kind result --body "Seen by $OVERSTORY_AGENT_NAME" &&
        ov mail send --to operator --type result --subject Found --body "See $note."
        """;

    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void Each_category_gets_a_scout_that_leaves_a_note_and_their_group_closes_when_all_are_done()
    {
        var head = _team.Box.Git("rev-parse", "HEAD");
        var found = _team.Ov("discover", "--only", "testing,architecture", "--exec", Scout, "--json").Ok().Json;
        Assert.Equal(["architecture", "testing"], found.GetProperty("categories").EnumerateArray().Select(category => category.GetProperty("name").GetString()));
        Assert.All(found.GetProperty("categories").EnumerateArray(), category => Assert.Equal("scout", category.GetProperty("result").GetProperty("capability").GetString()));
        Assert.Equal("discovery", found.GetProperty("group").GetString());

        _team.Until("both notes", "SELECT count(*) = 2 AS met FROM note WHERE name IN ('discovery-architecture', 'discovery-testing') HAVING met");
        _team.Until("both tasks reported", "SELECT 1 FROM task WHERE state IN ('completed', 'closed') GROUP BY 1 HAVING count(*) = 2");
        Assert.Equal(head, _team.Box.Git("rev-parse", "HEAD"));
        Assert.Equal("", _team.Box.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("--only", "archtecture", "Did you mean 'architecture'")]
    [InlineData("--skip", "architecture,dependencies,testing,apis,config,implicit", "nothing to discover")]
    public void A_choice_that_leaves_nothing_or_names_nothing_is_refused_and_nobody_is_sent(string option, string categories, string words)
    {
        Assert.Contains(words, _team.Ov("discover", option, categories).Refused(2, "usage").Stderr);
        Assert.Equal(0, _team.Project.Count("SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM task)"));
    }
}

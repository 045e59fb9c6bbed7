using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Tests.Support;

namespace Ov.Tests.Completing;

/// <summary>What is offered, in which order, how much of it, and at what cost.</summary>
public sealed class CandidateTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    [Fact]
    public void Live_agents_come_before_those_that_ended_and_only_they_are_stopped()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "zed");
        var gone = _project.AddAgent(run, "adam");
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("UPDATE agent SET ended_at = 5, state = 'stopped' WHERE id = ?1", gone.Id));
        }

        using var app = _project.App();
        var reader = new CandidateReader(app);
        Assert.Equal(["zed", "adam"], Values(reader, Candidate.Agent, ""));
        Assert.Equal(["zed"], Values(reader, Candidate.LiveAgent, ""));
        Assert.Equal([gone.Id], Values(reader, Candidate.Agent, gone.Id[..9]));
    }

    [Fact]
    public void Tasks_are_found_by_the_digits_typed()
    {
        var run = _project.AddRun();
        for (var i = 0; i < 12; i++)
        {
            _project.AddTask(run, $"Task {i + 1}");
        }

        using var app = _project.App();
        Assert.Equal(["1", "12", "11", "10"], Values(new CandidateReader(app), Candidate.Task, "1"));
        Assert.Equal(12, Values(new CandidateReader(app), Candidate.Task, "").Count);
        Assert.Empty(Values(new CandidateReader(app), Candidate.Task, "0"));
        Assert.All(Values(new CandidateReader(app), Candidate.Task, "ta"), id => Assert.StartsWith("task-", id));
    }

    [Fact]
    public void With_several_runs_a_number_means_nothing_so_ids_are_offered()
    {
        _project.AddTask(_project.AddRun("one", "a"), "First");
        _project.AddTask(_project.AddRun("two", "b"), "Second");
        using var app = _project.App();
        Assert.All(Values(new CandidateReader(app), Candidate.Task, ""), id => Assert.StartsWith("task-", id));
    }

    [Fact]
    public void Branches_are_read_from_packed_and_loose_refs_and_are_bounded()
    {
        var packed = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{new string('a', 40)} refs/heads/topic/{i:0000}\n"));
        File.WriteAllText(Path.Combine(_project.Root, ".git", "packed-refs"), "# pack-refs with: peeled fully-peeled sorted \n" + packed);
        _project.Git("branch", "zebra");
        var git = Path.Combine(_project.Root, ".git");
        Assert.Equal(["zebra"], BranchNames.StartingWith(git, "ze", 50));
        Assert.Equal(50, BranchNames.StartingWith(git, "topic/", 50).Count);
        Assert.Equal(["topic/4321"], BranchNames.StartingWith(git, "topic/4321", 50));
        Assert.Empty(BranchNames.StartingWith(git, "../../", 50));
    }

    [Fact]
    public void A_ledger_of_an_older_program_is_left_as_it_is()
    {
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("PRAGMA user_version=1"));
        }

        using var app = new OvApp(_project.Environment(), new OvOptions(null, null, false, false, false, false, false, "never")) { MayMigrate = false };
        Assert.Empty(new CandidateReader(app).Find(Candidate.Run, ""));
        Assert.False(Directory.Exists(_project.Files.Copies));
    }

    public static TheoryData<string, string> Plans() => new()
    {
        { CandidateStore.LiveAgentsByName, "agent_live_name" },
        { CandidateStore.EndedAgentsByName, "agent_name" },
        { CandidateStore.TasksByNumber, "sqlite_autoindex_task" },
        { CandidateStore.RunsByName, "run_name" },
        { CandidateStore.GroupsByName, "task_group_any_name" },
        { CandidateStore.OpenMail, "message_inbox" },
        { CandidateStore.IdsByPrefix("msg"), "sqlite_autoindex_message" },
        { CandidateStore.TargetsOfActiveRuns, "run_" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Each_question_goes_by_an_index(string question, string index)
    {
        using var ledger = _project.OpenLedger();
        var plan = string.Join('\n', ledger.Read(sql => sql.All("EXPLAIN QUERY PLAN " + question, row => row.Text("detail"))));
        Assert.Contains(index, plan);
        Assert.DoesNotMatch(@"SCAN (?!agent USING INDEX)", plan);
    }

    public void Dispose() => _project.Dispose();

    private static List<string> Values(CandidateReader reader, Candidate kind, string prefix) => [.. reader.Find(kind, prefix).Select(found => found.Value)];
}

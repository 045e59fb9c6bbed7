using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.Watching;

/// <summary>What an agent that goes in circles is told itself, where the settings want that (S3-70 to S3-72).</summary>
public sealed class CorrectionTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    /// <summary>A letter is a call with its result: a small one went well, a great one failed.</summary>
    [Theory]
    [InlineData("aa", "")]
    [InlineData("aaa", "Loop")]
    [InlineData("aab", "")]
    [InlineData("baaa", "Loop")]
    [InlineData("aaaaa", "Loop")]
    [InlineData("abaaaa", "Loop Stall")]
    [InlineData("aabaaa", "Loop Stall")]
    [InlineData("abaaba", "")]
    [InlineData("aaabaa", "Stall")]
    [InlineData("aaabaaabaaab", "")]
    [InlineData("aaaaabaaaaa", "Loop Stall")]
    [InlineData("aaaaabaaaaab", "Stall!")]
    [InlineData("aB", "")]
    [InlineData("aBC", "Reflection")]
    [InlineData("BCa", "")]
    [InlineData("BCD", "Reflection")]
    public void What_is_told_of_calls_and_their_results(string calls, string told)
    {
        var found = CorrectionFinder.In(1, 1, Session(calls));
        Assert.Equal(told, string.Join(' ', found.Select(one => $"{one.Kind}{(one.Ends ? "!" : "")}")));
    }

    [Fact]
    public void Each_new_length_of_a_row_is_another_occurrence_and_a_stall_or_a_row_of_failures_one()
    {
        string[] Occurrences(string calls, CorrectionKind kind) => [.. CorrectionFinder.In(1, 1, Session(calls)).Where(one => one.Kind == kind).Select(one => one.Occurrence)];
        Assert.NotEqual(Occurrences("aaa", CorrectionKind.Loop), Occurrences("aaaa", CorrectionKind.Loop));
        Assert.Equal(Occurrences("aaabaa", CorrectionKind.Stall), Occurrences("aaabaaa", CorrectionKind.Stall));
        Assert.Equal(Occurrences("aBC", CorrectionKind.Reflection), Occurrences("aBCD", CorrectionKind.Reflection));
    }

    [Theory]
    [InlineData(4, 0, null)]
    [InlineData(5, 0, "0:1")]
    [InlineData(9, 0, "0:1")]
    [InlineData(10, 0, "0:2")]
    [InlineData(7, 3, null)]
    [InlineData(8, 3, "3:1")]
    public void Every_five_turns_without_a_note_it_is_asked_for_one(int turn, int noted, string? occurrence) =>
        Assert.Equal(occurrence, CorrectionFinder.In(turn, noted, []).SingleOrDefault()?.Occurrence);

    [Fact]
    public void Where_the_settings_want_it_the_agent_is_told_once_and_ended_when_it_goes_on_all_the_same()
    {
        var task = _site.Add("Parse");
        var agent = _site.Worker("builder-1", task);
        Play(agent, "aaabaa");
        Assert.DoesNotContain("corrected", Tick());

        _site.Project.Write(".overstory/config.local.yaml", "watch: { correct: true, enabled: false }\n");
        Assert.Equal(["corrected"], Tick());
        Assert.Empty(Tick());
        var mail = Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "builder-1")));
        Assert.Equal((MailPriority.High, "From the watcher: 5 of its last 6 results are the same"), (mail.Priority, mail.Subject));
        Play(agent, "aaaaab");
        Assert.Equal(["ended"], Tick());
        Assert.Equal((AgentState.Failed, TaskState.Failed), (_site.Now(agent).State, _site.Now(task).State));
        Assert.Contains("it went in circles although it was told", Assert.Single(_site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id))).Summary);
    }

    [Fact]
    public void A_checkpoint_of_its_own_counts_as_a_note_and_the_reminder_begins_no_turn()
    {
        _site.Project.Write(".overstory/config.local.yaml", "watch: { correct: true, enabled: false }\n");
        var agent = _site.Worker("builder-1", _site.Add("Parse"));
        Turns(agent, 1, 4);
        using (var app = _site.Project.AgentApp("builder-1"))
        {
            NoteWriter.Write(app, app.Caller, new NoteDraft("builder-1", "Half is done.") { Kind = NoteKind.Checkpoint });
        }

        Turns(agent, 5, 8);
        Assert.DoesNotContain("corrected", Tick());
        Turns(agent, 9, 9);
        Assert.Equal(["corrected"], Tick());
        Assert.Equal(MailPriority.Normal, Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "builder-1"))).Priority);
    }

    /// <summary>As a new process would, which reads the settings anew.</summary>
    private List<string> Tick()
    {
        using var app = _site.Project.App();
        return [.. AgentAnomalies.Tell(new TickContext(app, false, false, null, TestContext.Current.CancellationToken)).Where(one => one.Action is "corrected" or "ended").Select(one => one.Action)];
    }

    private void Turns(AgentRecord agent, int from, int to)
    {
        for (var turn = from; turn <= to; turn++)
        {
            var number = turn;
            _site.Operator.Ledger.Write(tx =>
            {
                AgentStore.StartTurn(tx, agent.Id, number, null);
                tx.Record(new EventDraft("turn.started") { AgentId = agent.Id, RunId = agent.RunId });
            });
        }
    }

    private void Play(AgentRecord agent, string calls) => _site.Operator.Ledger.Write(tx =>
    {
        AgentStore.StartTurn(tx, agent.Id, 1, null);
        foreach (var record in Session(calls))
        {
            tx.Record(new EventDraft(record.Type) { AgentId = agent.Id, RunId = agent.RunId, Tool = record.Tool, Data = record.Data, Text = record.Text, Level = record.Level });
        }
    });

    private static List<EventRecord> Session(string calls)
    {
        var events = new List<EventRecord>();
        foreach (var call in calls)
        {
            var (name, failed) = (char.ToLowerInvariant(call).ToString(), char.IsUpper(call));
            events.Add(Event(events.Count + 1, "tool.start", name));
            events.Add(Event(events.Count + 1, "tool.end", name) with { Level = failed ? "warn" : "info", Data = failed ? "{\"status\":\"failed\"}" : "{\"status\":\"ok\"}" });
        }

        return events;
    }

    private static EventRecord Event(int seq, string type, string tool) => new(seq, DateTimeOffset.UnixEpoch, type, "run-1", "builder-1", "agent-1", null, null, "info", tool, null, null, $"{tool}: x");
}

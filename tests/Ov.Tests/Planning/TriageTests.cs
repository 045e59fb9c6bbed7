using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Checks;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Tests.Tasks;

namespace Ov.Tests.Planning;

/// <summary>What becomes of proposals that were tried: compared by their record, decided by a person.</summary>
public sealed class TriageTests : IDisposable
{
    private readonly TaskSite _site = new();

    public TriageTests() => _site.Operator.Ledger.Write(tx => RunStore.SetPolicy(
        tx, _site.Run.Id, (TemplateSource.BuiltIn("waves") with { Emergent = new EmergentPolicy(EmergentKind.Milestone, 0, EmergentPolicy.UsualDomains) }).ToJson()));

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(TaskState.Closed, true, false, TriageVerdict.Keep)]
    [InlineData(TaskState.Closed, null, false, TriageVerdict.Improve)]
    [InlineData(TaskState.Closed, false, false, TriageVerdict.Improve)]
    [InlineData(TaskState.Closed, false, true, TriageVerdict.Eliminate)]
    [InlineData(TaskState.Failed, true, false, TriageVerdict.Eliminate)]
    [InlineData(TaskState.Canceled, null, false, TriageVerdict.Eliminate)]
    [InlineData(TaskState.Pending, null, false, null)]
    [InlineData(TaskState.InProgress, null, false, null)]
    public void The_record_speaks_for_one_of_three(TaskState state, bool? passed, bool tangential, TriageVerdict? verdict)
    {
        var task = Graphs.GraphTests.Task(1) with { State = state };
        Assert.Equal(verdict, TriageAdvice.For(task, passed is { } last ? [Check(task, last)] : [], tangential).Verdict);
    }

    [Fact]
    public void What_is_eliminated_is_taken_out_by_a_fix_that_names_its_commits_newest_first()
    {
        var (one, other) = (Landed("cache", "src/index.cs"), Landed("theme", "src/theme.cs"));
        _site.Operator.Ledger.Write(tx => CheckStore.Insert(tx, Check(other, true)));
        var rows = TriageRow.All(_site.Operator, _site.Run.Id);
        Assert.Equal([TriageVerdict.Improve, TriageVerdict.Keep], rows.Select(row => row.Recommended!.Value));
        Assert.Equal(["both.txt", "src/index.cs"], rows[0].Files.Order());
        Assert.Equal([2], rows[0].Meets);
        Assert.Equal(["did cache", "did theme"], rows.Select(row => row.Approach!));
        Assert.Equal(["verify: passed"], rows[1].Effectiveness);

        Refusal.Of(ErrorCode.Usage, () => Triage.Decide(_site.Operator, Caller.Operator, rows[0], TriageVerdict.Eliminate, " "));
        var fix = Triage.Decide(_site.Operator, Caller.Operator, rows[0], TriageVerdict.Eliminate, "it costs more than it saves")!;
        Assert.Equal($"Take out task {one.Number}: cache", fix.Title);
        Assert.Equal([one.Id], _site.Operator.Ledger.Read(sql => TaskPatchStore.Patched(sql, fix.Id)));
        Assert.Equal(2, rows[0].Commits.Count);
        Assert.Equal($"## What went wrong\nit costs more than it saves\n\n## Issues\n- git revert {rows[0].Commits[1]}\n- git revert {rows[0].Commits[0]}", fix.Body);
        Assert.Equal(_site.Project.Git("log", "--no-merges", "--format=%H", "-2", "overstory/cache/1").Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse(), rows[0].Commits);
        Refusal.Of(ErrorCode.State, () => Triage.Decide(_site.Operator, Caller.Operator, rows[0], TriageVerdict.Keep, "after all"));
        Assert.Contains("Task 1, cache (performance): eliminate, against what the record speaks for (improve: no check shows that the hypothesis holds). it costs more than it saves", Alignment(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_makes_nothing_and_what_is_improved_a_fix_with_what_would_lift_it()
    {
        var (kept, better) = (Landed("cache", "src/index.cs"), Landed("theme", "src/theme.cs"));
        _site.Operator.Ledger.Write(tx => CheckStore.Insert(tx, Check(kept, true)));
        var rows = TriageRow.All(_site.Operator, _site.Run.Id);
        Assert.Null(Triage.Decide(_site.Operator, Caller.Operator, rows[0], TriageVerdict.Keep, null));
        var fix = Triage.Decide(_site.Operator, Caller.Operator, rows[1], TriageVerdict.Improve, "the dark one is unreadable")!;
        Assert.Equal(["make bench"], fix.Criteria);
        Assert.Equal([better.Id], _site.Operator.Ledger.Read(sql => TaskPatchStore.Patched(sql, fix.Id)));
        Assert.Contains("the dark one is unreadable", fix.Body, StringComparison.Ordinal);
        Assert.Equal(3, _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id)).Count);
        Assert.Equal(["Keep Keep ", "Improve Improve the dark one is unreadable"], _site.Operator.Ledger.Read(sql => EmergentStore.OfRun(sql, _site.Run.Id)).Select(task => $"{task.Verdict} {task.Recommended} {task.Reason}"));
    }

    [Fact]
    public void What_is_not_done_or_not_landed_is_not_decided_nor_by_whoever_built_it()
    {
        var open = Propose("cache");
        _site.Project.AddAgent(_site.Run, "builder-1", task: open);
        Refusal.Of(ErrorCode.State, () => Triage.Decide(_site.Operator, Caller.Operator, Row(), TriageVerdict.Keep, "good"));
        _site.Operator.Ledger.Write(tx => TaskStore.Move(tx, _site.Now(open), TaskState.Failed, "operator", "too big"));
        Refusal.Of(ErrorCode.State, () => Triage.Decide(_site.Operator, Caller.Operator, Row(), TriageVerdict.Improve, "better"));
        using (var builder = _site.Project.AgentApp("builder-1"))
        {
            Refusal.Of(ErrorCode.NotOperator, () => Triage.Decide(builder, builder.Caller, Row(), TriageVerdict.Keep, "good"));
        }

        Assert.Null(Triage.Decide(_site.Operator, Caller.Operator, Row(), TriageVerdict.Eliminate, "too big"));
        Assert.Equal(TriageVerdict.Eliminate, Row().Verdict);
    }

    private TriageRow Row() => Assert.Single(TriageRow.All(_site.Operator, _site.Run.Id));

    private string Alignment() => _site.Operator.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Alignment, NoteKind.Alignment, _site.Run.Id))!.Body;

    private TaskRecord Propose(string title) => _site.Operator.Ledger.Write(tx => TaskAdder.Add(
        tx, _site.Run, new TaskDraft(title) { Emergent = new EmergentDraft("if we do it, it is faster", "performance", ["make bench"], false) }, Caller.Operator));

    /// <summary>A proposal whose two commits have landed by a merge.</summary>
    private TaskRecord Landed(string title, string file)
    {
        var task = Propose(title);
        _site.Worker(title, task);
        _site.CommitIn(title, file, "one\n");
        _site.CommitIn(title, "both.txt", $"{title}\n");
        _site.Done(title, task, new DoneReport($"did {title}"));
        var now = _site.Now(task);
        var request = MergeAdmission.Check(_site.Operator, Caller.Operator, now.Branch!);
        _site.Project.Git("merge", "-q", "--no-ff", "-X", "theirs", "-m", $"Land {title}", now.Branch!);
        var landed = _site.Project.Git("rev-parse", "HEAD").Trim();
        _site.Operator.Ledger.Write(tx =>
        {
            var entry = MergeStore.OfTask(tx.Sql, task.Id).LastOrDefault() ?? MergeStore.Insert(tx, request);
            tx.Sql.Run("UPDATE merge SET state = 'landed', landed = ?2 WHERE id = ?1", entry.Id, landed);
            TaskCloser.Close(tx, TaskStore.ById(tx.Sql, task.Id)!, "operator", "landed");
        });
        return task;
    }

    private static CheckRecord Check(TaskRecord task, bool passed) =>
        new($"check-{task.Id}", task.Id, CheckRound.Verify, passed, passed ? [] : ["1 failed"], new CheckReport([], [], [], ""), "tree", "watch", new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));
}

using FsCheck;
using FsCheck.Fluent;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>Work put between other work (S0-55 to S0-61), and fixes for earlier work (S0-65, S0-67).</summary>
public sealed class TaskInsertTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void It_gets_the_next_number_and_keeps_every_need_that_was_there()
    {
        _site.Add("One");
        _site.Add("Two", needs: ["1"]);
        var third = _site.Add("Three", needs: ["1"]);
        foreach (var number in new[] { 4, 5, 6 })
        {
            _site.Add($"Task {number}");
        }

        var inserted = Insert(["2"], ["3", "3"]);
        Assert.Equal(7, inserted.Task.Number);
        Assert.Equal([1, 7], Assert.Single(inserted.Before).Needs);
        Assert.Equal([1, 2, 7, 3], inserted.Order);
        Assert.Equal([1, 7], Needs(third));
        Assert.Equal([2], Needs(inserted.Task));
        Assert.Empty(inserted.Warnings);
    }

    [Fact]
    public void The_next_tick_of_a_running_loop_starts_what_was_put_between_and_not_what_waits_for_it()
    {
        string[] Starts() => [.. Ov.Core.Watching.Dispatch.Start(new(_site.Operator, true, false, null, TestContext.Current.CancellationToken)).Where(decision => decision.Action == "started").Select(decision => decision.Subject)];
        _site.Operator.Ledger.Write(tx => Ov.Core.Runs.RunStore.SetLoop(tx, _site.Run.Id, true));
        var one = _site.Add("One");
        _site.Add("Two", needs: ["1"]);
        _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, one, TaskState.Closed, "operator", "done"));
        Assert.Equal(["#2"], Starts());
        Insert(["1"], ["2"]);
        Assert.Equal(["#3"], Starts());
    }

    [Fact]
    public void What_would_close_a_cycle_is_refused_with_its_path_and_nothing_is_added()
    {
        _site.Add("One");
        _site.Add("Two");
        _site.Add("Three", needs: ["2"]);
        Assert.Contains("2 needs 4 needs 3 needs 2", Refusal.Of(ErrorCode.Cycle, () => Insert(["3"], ["2"])).Message);
        Refusal.Of(ErrorCode.Cycle, () => Insert(["1"], ["1"]));
        Assert.Equal(3, _site.Operator.Ledger.Read(TaskStore.All).Count);
    }

    [Theory]
    [InlineData(TaskState.Completed)]
    [InlineData(TaskState.Closed)]
    [InlineData(TaskState.Canceled)]
    public void Nothing_is_put_before_work_that_is_done(TaskState state)
    {
        var done = _site.Add("Done");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET state = ?2 WHERE id = ?1", done.Id, state.Word()));
        Refusal.Of(ErrorCode.State, () => Insert([], ["1"], force: true));
    }

    [Fact]
    public void Whoever_is_at_work_does_not_wait_so_it_takes_force()
    {
        var held = _site.Add("Held");
        _site.Worker("builder-1", held);
        Assert.Contains("builder-1", Refusal.Of(ErrorCode.State, () => Insert([], ["1"])).Message);
        Assert.Contains("builder-1", Assert.Single(Insert([], ["1"], force: true).Warnings));
        Assert.Equal([2], Needs(held));
    }

    [Fact]
    public void An_agent_puts_nothing_before_the_work_of_others()
    {
        var held = _site.Add("Held");
        _site.Add("Other");
        _site.Worker("builder-1", held);
        using var app = _site.Project.AgentApp("builder-1");
        Refusal.Of(ErrorCode.NotOperator, () => app.Ledger.Write(tx => TaskInserter.Insert(tx, _site.Run, new TaskInsertion(new TaskDraft("Mine first"), [], ["2"], false), app.Caller)));
        Assert.Equal(2, _site.Operator.Ledger.Read(TaskStore.All).Count);
    }

    [Fact]
    public void On_any_graph_nothing_is_renumbered_no_need_is_lost_and_no_cycle_closed()
    {
        const int tasks = 6;
        for (var number = 1; number <= tasks; number++)
        {
            _site.Add($"Task {number}");
        }

        var number_ = Gen.Choose(1, tasks);
        var edges = Gen.ListOf(from a in number_ from b in number_ where a != b select (Task: Math.Max(a, b), Needs: Math.Min(a, b)));
        var some = from list in Gen.ListOf(number_) select list.Take(3).Distinct().ToList();
        var cases = from graph in edges from after in some from before in some select (graph, after, before);
        Prop.ForAll(cases.ToArbitrary(), given => _site.Operator.Ledger.Rehearse(tx => Holds(tx, given.graph, given.after, given.before))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_fix_names_what_it_mends_and_waits_for_what_has_not_landed()
    {
        var landed = _site.Add("Landed");
        var open = _site.Add("Open");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET state = 'closed' WHERE id = ?1", landed.Id));
        var fix = Patch(["1", "2", "2"], new PatchReport(" it crashes ", "please", ["on empty input", "on long names"]), "it does not crash");
        Assert.Equal([2], Needs(fix));
        Assert.Equal("## What went wrong\nit crashes\n\n## Feedback\nplease\n\n## Issues\n- on empty input\n- on long names\n\nmore", fix.Body);
        Assert.Equal([landed.Id, open.Id], _site.Operator.Ledger.Read(sql => TaskPatchStore.Patched(sql, fix.Id)));
        Assert.Equal([fix.Id], _site.Operator.Ledger.Read(sql => TaskPatchStore.PatchesOf(sql, landed.Id)));
    }

    [Fact]
    public void A_fix_without_a_criterion_or_without_saying_what_went_wrong_is_refused()
    {
        _site.Add("Earlier");
        Refusal.Of(ErrorCode.Usage, () => Patch([], new PatchReport(null, null, []), " "));
        Refusal.Of(ErrorCode.Usage, () => Patch(["1"], new PatchReport(" ", "no", []), "works"));
        Refusal.Of(ErrorCode.NotFound, () => Patch(["9"], new PatchReport("crash", null, []), "works"));
        Assert.Equal("more", Patch([], new PatchReport(null, null, []), "works").Body);
    }

    private static bool Holds(Tx tx, List<(int Task, int Needs)> graph, List<int> after, List<int> before)
    {
        var run = Core.Runs.RunStore.Active(tx.Sql)[0];
        string Id(int number) => TaskStore.ByNumber(tx.Sql, run.Id, number)!.Id;
        graph.ForEach(edge => TaskStore.AddNeed(tx, Id(edge.Task), Id(edge.Needs)));
        var (numbers, edges) = (TaskStore.OfRun(tx.Sql, run.Id).Select(task => (task.Id, task.Number)).ToList(), TaskStore.Edges(tx.Sql, run.Id));
        try
        {
            var inserted = TaskInserter.Insert(tx, run, new TaskInsertion(new TaskDraft("New"), Words(after), Words(before), false), Caller.Operator);
            var now = TaskStore.Edges(tx.Sql, run.Id);
            return !before.Exists(next => after.Exists(first => first == next || Reaches(edges, Id(first), Id(next))))
                && numbers.SequenceEqual(TaskStore.OfRun(tx.Sql, run.Id).Where(task => task.Id != inserted.Task.Id).Select(task => (task.Id, task.Number)))
                && inserted.Task.Number == numbers.Count + 1
                && edges.TrueForAll(now.Contains) && now.Count == edges.Count + after.Count + before.Count;
        }
        catch (OvException refusal) when (refusal.Code.Name == ErrorCode.Cycle.Name)
        {
            return before.Exists(next => after.Exists(first => first == next || Reaches(edges, Id(first), Id(next))));
        }
        finally
        {
            tx.Sql.Run("DELETE FROM task_need");
            tx.Sql.Run("DELETE FROM task WHERE number > ?1", numbers.Count);
        }
    }

    /// <summary>By widening the set of what is reached; no code of the product.</summary>
    private static bool Reaches(List<(string Task, string Needs)> edges, string from, string to)
    {
        HashSet<string> reached = [from];
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(edges.Where(edge => reached.Contains(edge.Task)).Select(edge => edge.Needs).ToList());
        }

        return reached.Contains(to);
    }

    private static List<string> Words(IEnumerable<int> numbers) => [.. numbers.Select(number => $"{number}")];

    private InsertedTask Insert(string[] after, string[] before, bool force = false) =>
        _site.Operator.Ledger.Write(tx => TaskInserter.Insert(tx, _site.Run, new TaskInsertion(new TaskDraft("New"), after, before, force), Caller.Operator));

    private TaskRecord Patch(string[] patches, PatchReport report, string criterion) => _site.Operator.Ledger.Write(tx =>
        TaskPatcher.Add(tx, _site.Run, new TaskDraft("Mend it") { Body = "more", Criteria = [criterion] }, patches, report, Caller.Operator));

    private List<int> Needs(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, task.Id).Select(needed => needed.Number).ToList());
}

using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.TaskFiles;

/// <summary>Tasks as Markdown files: read, written, and brought together again (S0-1 to S0-6, S0-40, S2-60, S2-61).</summary>
public sealed class TaskFileTests : IDisposable
{
    private const string Numbered = """
        ---
        # planned by hand
        number: 7
        title: "Validate: input"
        type: planned
        status: pending
        dependencies: [3]
        priority: high
        skills: [csv]
        ---

        ## Tasks
        - Read
        - Check

        ## Acceptance Criteria
        - [ ] empty input is refused
        - long input is cut

        """;

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Both_forms_become_tasks_with_their_numbers_needs_and_criteria()
    {
        Write("planning/03-planned-read.prompt.md", "---\nnumber: 3\ntitle: Read\nstatus: done\n---\n");
        Write("planning/07-planned-validate-input.prompt.md", Numbered);
        Write("tasks/deep/export.md", "---\nid: export\nname: Export\nstatus: in-progress\ndependsOn:\n  - 7\n  - notes\nscope: narrow\nrisk: high\nfiles: ['src/**']\n---\nWrite it.\n");
        Write("tasks/notes.md", "---\nname: Notes\nstatus: blocked\n---\n");
        Write("tasks/README.md", "# Tasks\n");
        var report = Import("planning", "tasks");
        Assert.Equal((4, 1), (report.Count(TaskFileAction.Added), report.Count(TaskFileAction.Skipped)));
        var tasks = All();
        Assert.Equal([3, 7, 8, 9], tasks.Select(task => task.Number));
        Assert.Equal([TaskState.Closed, TaskState.Pending, TaskState.Pending, TaskState.Blocked], tasks.Select(task => task.State));
        Assert.Equal(("Validate: input", TaskPriority.High), (tasks[1].Title, tasks[1].Priority));
        Assert.Equal(["empty input is refused", "long input is cut"], tasks[1].Criteria);
        Assert.Equal(["src/**"], tasks[2].Scope);
        Assert.Equal(["breadth=narrow", "risk=high"], tasks[2].Metadata);
        Assert.Equal([3], Needs(tasks[1]));
        Assert.Equal([7, 9], Needs(tasks[2]));
        Assert.True(_site.Operator.Ledger.Read(sql => TaskReadiness.For(sql, tasks[1])).IsReady);
    }

    [Fact]
    public void Every_fault_is_named_with_its_file_and_line_and_nothing_is_imported()
    {
        Write("planning/01-good.prompt.md", "---\nnumber: 1\ntitle: Good\n---\n");
        Write("planning/02-bad.prompt.md", "---\nnumber: two\ntitle: \"\"\nstatus: soon\ndependencies:\n  - 1\n  - 1.5\n  - \"1\"\npriority: urgent\npatches_prompts: [1]\n---\n");
        Write("planning/bad.md", "---\nscope: huge\nrisk: none\nlevel: 3\n---\n");
        Write("planning/open.md", "---\nname: Open\n");
        var refusal = Refusal.Of(ErrorCode.ForeignData, () => Import("planning"));
        Assert.Equal(
            [
                "planning/02-bad.prompt.md:2: number must be a whole number, not \"two\".",
                "planning/02-bad.prompt.md:4: status must be pending, in_progress, in-progress, blocked, failed, completed, closed, done, canceled, cancelled, deleted or open, not \"soon\".",
                "planning/02-bad.prompt.md:7: dependencies[1] must be a whole number, not \"1.5\".",
                "planning/02-bad.prompt.md:8: dependencies[2] must be a whole number, not \"1\".",
                "planning/02-bad.prompt.md:9: priority must be high, medium or low, not \"urgent\".",
                "planning/02-bad.prompt.md:10: patches_prompts belongs to a user-patch only.",
            ],
            refusal.Lists["problems"].Where(problem => problem.Contains("02-bad", StringComparison.Ordinal) && !problem.Contains("title", StringComparison.Ordinal)));
        foreach (var part in new[] { "02-bad.prompt.md:3: title", "planning/bad.md:2: name is missing", "planning/bad.md:2: scope must be", "planning/bad.md:3: risk", "planning/bad.md:4: level", "planning/open.md:1: The front matter has no end" })
        {
            Assert.Contains(refusal.Lists["problems"], problem => problem.Contains(part, StringComparison.Ordinal));
        }

        Assert.Empty(All());
    }

    [Fact]
    public void Two_files_of_one_number_and_a_number_that_is_taken_are_refused_naming_both()
    {
        Write("planning/01-one.prompt.md", "---\nnumber: 1\ntitle: One\n---\n");
        Write("planning/01-other.prompt.md", "---\nnumber: 1\ntitle: Other\n---\n");
        Assert.Contains("planning/01-other.prompt.md:1: It is number 1, and so is planning/01-one.prompt.md.", Refusal.Of(ErrorCode.ForeignData, () => Import("planning")).Message);
        Write("planning/05-other.md", "---\nnumber: 6\ntitle: Other\n---\n");
        Assert.Contains("number must be 5, as in the file's name", Refusal.Of(ErrorCode.ForeignData, () => Import("planning/05-other.md")).Message);
        _site.Add("Mine");
        Assert.Contains("taken in run-1 by task 1 (Mine)", Refusal.Of(ErrorCode.ForeignData, () => Import("planning/01-one.prompt.md")).Message);
        Assert.Single(All());
    }

    [Fact]
    public void A_cycle_is_refused_with_its_path_and_a_dependency_that_is_nowhere_with_the_nearest()
    {
        Write("tasks/a.md", "---\nname: A\ndepends_on: [b]\n---\n");
        Write("tasks/b.md", "---\nname: B\ndepends_on: [c]\n---\n");
        Write("tasks/c.md", "---\nname: C\ndepends_on: [a]\n---\n");
        Assert.Contains("a needs b needs c needs a", Refusal.Of(ErrorCode.Cycle, () => Import("tasks")).Message);
        Write("tasks/c.md", "---\nname: C\ndepends_on: [exprot]\n---\n");
        Write("tasks/export.md", "---\nname: Export\n---\n");
        Assert.Contains("It depends on 'exprot', and no file and no task of run-1 is that. Did you mean 'export'?", Refusal.Of(ErrorCode.ForeignData, () => Import("tasks")).Message);
        Refusal.Of(ErrorCode.NotFound, () => Import("nowhere"));
        Assert.Empty(All());
    }

    [Fact]
    public void A_user_patch_names_what_it_mends()
    {
        _site.Add("First");
        Write("planning/02-user-patch-mend.prompt.md", "---\nnumber: 2\ntitle: Mend\ntype: user-patch\npatches_prompts: [1]\n---\n");
        Import("planning");
        Assert.Equal([All()[0].Id], _site.Operator.Ledger.Read(sql => TaskPatchStore.Patched(sql, All()[1].Id)));
        Write("planning/03-user-patch-mend.prompt.md", "---\nnumber: 3\ntitle: Mend\ntype: user-patch\n---\n");
        Assert.Contains("patches_prompts names what a user-patch mends", Refusal.Of(ErrorCode.ForeignData, () => Import("planning")).Message);
        Write("planning/03-user-patch-mend.prompt.md", "---\nnumber: 3\ntitle: Mend\ntype: user-patch\npatches_prompts: [9]\n---\n");
        Assert.Contains("patches_prompts names 9", Refusal.Of(ErrorCode.ForeignData, () => Import("planning")).Message);
    }

    [Fact]
    public void A_round_trip_changes_only_the_lines_of_what_changed_and_a_done_file_says_so_in_its_name()
    {
        _site.Add("One");
        _site.Add("Two");
        _site.Add("Three");
        Write("planning/07-planned-validate-input.prompt.md", Numbered);
        Import("planning");
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(Sync("planning").Results).Action);
        var task = All()[3];
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Priority: TaskPriority.Low, Needs: ["1", "3"]));
        Assert.Equal(TaskFileAction.Written, Assert.Single(Sync("planning").Results).Action);
        Assert.Equal(Numbered.Replace("priority: high", "priority: low").Replace("dependencies: [3]", "dependencies: [1, 3]"), Read("planning/07-planned-validate-input.prompt.md"));
        _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, TaskState.Closed, "operator", "landed"));
        Assert.Equal("planning/07-planned-validate-input-DONE.prompt.md", Assert.Single(Sync().Results).Path);
        Assert.Contains("status: done\n", Read("planning/07-planned-validate-input-DONE.prompt.md"));
        Assert.False(File.Exists(Path.Combine(_site.Project.Root, "planning/07-planned-validate-input.prompt.md")));
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(Sync("planning").Results).Action);
    }

    [Fact]
    public void A_secret_in_a_file_stays_there_and_is_no_difference()
    {
        var text = Numbered.Replace("- Read", "- Read with ghp_abcdefghijklmnopqrstuvwxyz0123").Replace("Validate: input", "Validate ghp_abcdefghijklmnopqrstuvwxyz0123");
        _site.Add("One");
        _site.Add("Two");
        _site.Add("Three");
        Write("planning/07-planned-validate-input.prompt.md", text);
        Import("planning");
        var task = All()[3];
        Assert.Equal("Validate [redacted]", task.Title);
        Assert.Contains("- Read with [redacted]", task.Body);
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(Sync("planning").Results).Action);
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Priority: TaskPriority.Low));
        Assert.Equal(TaskFileAction.Written, Assert.Single(Sync("planning").Results).Action);
        text = text.Replace("priority: high", "priority: low");
        Assert.Equal(text, Read("planning/07-planned-validate-input.prompt.md"));
        Write("planning/07-planned-validate-input.prompt.md", text.Replace("- Check", "- Check all"));
        Assert.Equal(TaskFileAction.Updated, Assert.Single(Sync("planning").Results).Action);
        Assert.Contains("- Read with [redacted]\n- Check all", All()[3].Body);
        Assert.Equal(text.Replace("- Check", "- Check all"), Read("planning/07-planned-validate-input.prompt.md"));
    }

    [Theory]
    [InlineData("prompt", "prompts/03-user-patch-mend.prompt.md", "---\nnumber: 3\ntitle: Mend\ntype: user-patch\npatches_prompts: [1]\nstatus: pending\ndependencies: [1, 2]\npriority: medium\nfiles: [\"src/**\"]\ncriteria: [\"it: works\"]\n---\n\nHow.\n")]
    [InlineData("task", "prompts/03-mend.md", "---\nid: \"03-mend\"\nname: Mend\nstatus: pending\ndepends_on: [\"01-one\", \"02-two\"]\npriority: medium\nfiles: [\"src/**\"]\ncriteria: [\"it: works\"]\n---\n\nHow.\n")]
    public void What_is_exported_is_imported_as_the_same(string form, string path, string text)
    {
        var one = _site.Add("One");
        _site.Add("Two");
        _site.Operator.Ledger.Write(tx => TaskPatcher.Mark(
            tx, TaskAdder.Add(tx, _site.Run, new TaskDraft("Mend") { Body = "How.", Needs = ["1", "2"], Scope = ["src/**"], Criteria = ["it: works"] }, Caller.Operator), [one], Caller.Operator));
        Assert.Equal(3, TaskFileExchange.Export(_site.Operator, Caller.Operator, "prompts", SnakeCase.Parse<TaskFileForm>(form)).Count(TaskFileAction.Written));
        Assert.Equal(text, Read(path));
        Assert.All(Sync("prompts").Results, result => Assert.Equal(TaskFileAction.Unchanged, result.Action));
        using var other = new TaskSite();
        Directory.Move(Path.Combine(_site.Project.Root, "prompts"), Path.Combine(other.Project.Root, "prompts"));
        TaskFileExchange.Import(other.Operator, Caller.Operator, ["prompts"]);
        Assert.Equal(All().Select(Said), other.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, other.Run.Id)).Select(Said));
        static (int, string, string, string, string) Said(TaskRecord task) => (task.Number, task.Title, task.Body, TextList.Write(task.Scope), TextList.Write(task.Criteria));
    }

    [Fact]
    public void The_words_for_risk_and_the_like_go_both_ways_and_other_facts_stay_here()
    {
        Write("tasks/export.md", "---\nid: export\nname: Export\nscope: narrow\nrisk: high\nlevel: research\n---\n\nWrite it.\n");
        Import("tasks");
        var task = All()[0];
        Assert.Equal("scout", task.Role);
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Metadata: ["risk=low", "breadth=", "impact=phase", "ticket=A-1"]));
        Assert.Equal(TaskFileAction.Written, Assert.Single(Sync("tasks").Results).Action);
        Assert.Equal("---\nid: export\nname: Export\nscope: \nrisk: low\nlevel: research\nimpact: phase\n---\n\nWrite it.\n", Read("tasks/export.md"));
        Write("tasks/export.md", Read("tasks/export.md").Replace("risk: low", "risk: critical", StringComparison.Ordinal));
        Assert.Equal(TaskFileAction.Updated, Assert.Single(Sync("tasks").Results).Action);
        Assert.Equal(["impact=phase", "level=research", "risk=critical", "ticket=A-1"], All()[0].Metadata);
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(Sync("tasks").Results).Action);
    }

    [Fact]
    public void Where_both_sides_changed_neither_is_touched_until_somebody_wins()
    {
        Write("tasks/a.md", "---\nname: A\n---\n");
        Import("tasks");
        TaskEditor.Edit(_site.Operator, Caller.Operator, All()[0], new TaskChange("From the ledger"));
        Write("tasks/a.md", "---\nname: From the file\ntags: [x]\n---\n");
        Assert.Equal(TaskFileAction.Conflict, Assert.Single(Sync().Results).Action);
        Assert.Equal("From the ledger", All()[0].Title);
        Assert.Contains("From the file", Read("tasks/a.md"));
        Assert.Equal(TaskFileAction.Written, Assert.Single(Sync(winner: TaskFileWinner.Ledger).Results).Action);
        Assert.Equal("---\nname: From the ledger\ntags: [x]\n---\n", Read("tasks/a.md"));
        TaskEditor.Edit(_site.Operator, Caller.Operator, All()[0], new TaskChange("Again"));
        Write("tasks/a.md", "---\nname: At last\n---\n");
        Assert.Equal(TaskFileAction.Updated, Assert.Single(Sync(winner: TaskFileWinner.File).Results).Action);
        Assert.Equal("At last", All()[0].Title);
        // The same words on both sides are no conflict.
        TaskEditor.Edit(_site.Operator, Caller.Operator, All()[0], new TaskChange("Both"));
        Write("tasks/a.md", "---\nname: Both\n---\n");
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(Sync().Results).Action);
        File.Delete(Path.Combine(_site.Project.Root, "tasks/a.md"));
        Assert.Equal(TaskFileAction.Missing, Assert.Single(Sync().Results).Action);
        Assert.Equal(TaskState.Pending, All()[0].State);
    }

    [Fact]
    public void A_file_cancels_and_takes_up_again_and_says_nothing_is_done()
    {
        Write("tasks/a.md", "---\nname: A\n---\n");
        Import("tasks");
        Write("tasks/a.md", "---\nname: A\nstatus: completed\n---\n");
        Assert.Equal(TaskFileAction.Conflict, Assert.Single(Import("tasks").Results).Action);
        Write("tasks/a.md", "---\nname: A\nstatus: canceled\n---\n");
        Assert.Equal(TaskFileAction.Updated, Assert.Single(Import("tasks").Results).Action);
        Assert.Equal(TaskState.Canceled, All()[0].State);
        Write("tasks/a.md", "---\nname: A, once more\nstatus: canceled\n---\n");
        Assert.Contains("not edited any more", Assert.Single(Import("tasks").Results).Reason);
    }

    [Fact]
    public void The_tick_takes_in_what_is_new_or_changed_in_the_folders_of_the_settings()
    {
        _site.Project.Write(".overstory/config.yaml", "tasks:\n  folders: [planning]\n");
        using var app = _site.Project.OperatorApp();
        Assert.DoesNotContain(Tick.Run(app, dryRun: false).Decisions, decision => decision.Step == "file");
        Write("planning/a.md", "---\nname: A\n---\n");
        Assert.Equal("added", Decision(dryRun: true));
        Assert.Empty(All());
        Assert.Equal("added", Decision());
        Assert.Null(Decision());
        Write("planning/a.md", "---\nname: B\n---\n");
        Assert.Equal("updated", Decision());
        Assert.Equal("B", Assert.Single(All()).Title);
        Write("planning/a.md", "---\nname: B\nstatus: canceled\n---\n");
        Assert.Equal("left", Decision());
        Write("planning/b.md", "---\nstatus: soon\n---\n");
        Assert.Equal("left", Decision());
        Assert.Equal(TaskState.Pending, Assert.Single(All()).State);
        string? Decision(bool dryRun = false) => Tick.Run(app, dryRun).Decisions.SingleOrDefault(decision => decision.Step == "file")?.Action;
    }

    private void Write(string path, string text) => _site.Project.Write(path, text);

    private string Read(string path) => File.ReadAllText(Path.Combine(_site.Project.Root, path));

    private TaskFileReport Import(params string[] names) => TaskFileExchange.Import(_site.Operator, Caller.Operator, names);

    private TaskFileReport Sync(string? folder = null, TaskFileWinner winner = TaskFileWinner.Nobody) => TaskFileExchange.Sync(_site.Operator, Caller.Operator, folder is null ? [] : [folder], winner, CancellationToken.None);

    private List<TaskRecord> All() => _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id));

    private List<int> Needs(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, task.Id)).ConvertAll(needed => needed.Number);
}

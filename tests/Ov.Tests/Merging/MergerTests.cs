using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;

namespace Ov.Tests.Merging;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MergerTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_clean_branch_lands_as_a_merge_commit_of_two_parents_and_closes_its_task()
    {
        var (task, agent) = _site.Reported("one", ("new.txt", "new\n"));
        var before = _site.Tip("trunk");

        var outcome = _site.Merge("one");

        Assert.Null(outcome.Problem);
        Assert.Equal(MergeState.Landed, outcome.Entry!.State);
        Assert.Equal($"{before} {_site.Tip("one")}", _site.Project.Git("log", "-1", "--format=%P", "trunk").Trim());
        Assert.Equal("new\n", _site.Show("trunk", "new.txt"));
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
        var trailers = _site.Project.Git("log", "-1", "--format=%(trailers:only)", "trunk");
        Assert.Contains($"Ov-Task: {task.Id}", trailers);
        Assert.Contains($"Ov-Agent: {agent.Name}", trailers);
        Assert.Contains("Ov-Run: run-1", trailers);
        Assert.Contains($"Ov-Merge: {outcome.Entry.Id}", trailers);
        Assert.Contains("No gates are configured, so nothing checked the merged tree.", outcome.Warnings);
    }

    [Fact]
    public void Owner_and_operator_are_told_of_a_landing_once_each()
    {
        var (_, agent) = _site.Reported("one", ("new.txt", "new\n"));
        Reviewer.Approve(_site.App, Caller.Operator, "one", null);
        using var desk = _site.Project.App();
        _site.Merge("one", desk);
        Assert.Single(_site.MailOf(agent.Name), m => m.Type == MailType.Merged);
        Assert.Single(_site.MailOf("operator"), m => m.Type == MailType.Merged);
    }

    [Fact]
    public void What_was_changed_outside_of_the_scope_lands_and_is_named_by_the_answer_and_the_mail()
    {
        var (_, agent) = _site.Reported("one", ("src/new.txt", "new\n"), ("file.txt", "mine\n"));
        _site.App.Ledger.Write(tx => AgentStore.SetScope(tx, agent.Id, ["src/**"]));
        using var desk = _site.Project.App();
        Reviewer.Approve(_site.App, Caller.Operator, "one", null);

        var outcome = _site.Merge("one", desk);

        Assert.Contains("It changed files outside of its scope: file.txt.", outcome.Warnings);
        Assert.Contains("It changed files outside of its scope: file.txt.", Assert.Single(_site.MailOf(agent.Name), mail => mail.Type == MailType.Merged).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_without_room_ends_a_merge_with_a_sentence_and_the_entry_lands_once_there_is_some()
    {
        _site.Branch("one", ("one.txt", "1\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "one", "trunk");
        var (ledger, before) = (_site.App.Ledger, _site.Tip("trunk"));
        long? Pages(int most) => ledger.Read(sql => sql.Number($"PRAGMA max_page_count = {most}"));
        Pages(1);
        foreach (var length in new[] { 3000, 300, 1 })
        {
            Assert.Throws<OvException>(() =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    ledger.Write(tx => tx.Record(new EventDraft("test.filled") { Text = new string('x', length) }));
                }
            });
        }

        Assert.Equal(ErrorCode.UnsafeStorage, Assert.Throws<OvException>(() => Merger.Run(_site.App, Caller.Operator, "trunk", MergerOptions.Tick)).Code);
        Assert.Equal((before, MergeState.Queued), (_site.Tip("trunk"), _site.EntryOf("one").State));
        Pages(1_000_000);
        Assert.Null(Assert.Single(_site.MergeAll()).Problem);
    }

    [Fact]
    public void An_operator_who_merges_by_hand_gets_no_mail_about_it()
    {
        var (_, agent) = _site.Reported("one", ("new.txt", "new\n"));
        _site.Merge("one");
        Assert.Single(_site.MailOf(agent.Name), m => m.Type == MailType.Merged);
        Assert.Empty(_site.MailOf("operator"));
    }

    [Fact]
    public void The_old_value_of_the_target_is_kept()
    {
        var before = _site.Tip("trunk");
        _site.Reported("one", ("new.txt", "new\n"));
        _site.Merge("one");
        Assert.Contains(before, _site.Project.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/overstory/backup/"));
        Assert.Equal("", _site.Project.Git("for-each-ref", "refs/overstory/queue/"));
    }

    [Fact]
    public void A_conflict_is_set_aside_with_its_files_and_the_queue_goes_on()
    {
        var (first, _) = _site.Reported("one", ("file.txt", "uno\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var (second, owner) = _site.Reported("two", ("file.txt", "zwei\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var (third, _) = _site.Reported("three", ("third.txt", "3\n"));
        foreach (var branch in new[] { "one", "two", "three" })
        {
            LandingRound.Queue(_site.App, Caller.Operator, branch, null);
        }

        var outcomes = _site.MergeAll();

        Assert.Equal([MergeState.Landed, MergeState.Conflicted, MergeState.Landed], outcomes.Select(o => o.Entry!.State));
        Assert.Equal(["file.txt"], outcomes[1].Entry!.Conflicts);
        Assert.Equal(ErrorCode.Conflict, outcomes[1].Problem!.Code);
        Assert.Equal([TaskState.Closed, TaskState.InProgress, TaskState.Closed], new[] { first, second, third }.Select(t => _site.TaskOf(t).State));
        Assert.Equal("uno", _site.Show("trunk", "file.txt").Split('\n')[0]);
        var mail = Assert.Single(_site.MailOf(owner.Name), m => m.Type == MailType.MergeFailed);
        Assert.Contains("file.txt", mail.Body);
        Assert.Contains("git rebase trunk", mail.Body);
    }

    [Fact]
    public void A_conflicted_branch_lands_after_its_owner_rebased_and_reported_again()
    {
        _site.Reported("one", ("file.txt", "uno\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var (task, agent) = _site.Reported("two", ("file.txt", "zwei\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Merge("one");
        var conflicted = _site.Merge("two").Entry!;
        _site.Project.Git("branch", "-f", "two", "trunk");
        var tip = _site.CommitTo("two", "trunk", ("file.txt", "uno und zwei\n2\n3\n4\n5\n6\n7\n8\n9\n"));

        _site.App.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, agent.Name);
            Assert.NotNull(MergeQueue.AfterTaskDone(tx, tx.Files, TaskStore.ById(tx.Sql, task.Id)!, agent, tip, ["file.txt"]));
        });
        var outcome = Assert.Single(_site.MergeAll());

        Assert.Equal(conflicted.Id, outcome.Entry!.Id);
        Assert.Equal(MergeState.Landed, outcome.Entry.State);
        Assert.StartsWith("uno und zwei\n", _site.Show("trunk", "file.txt"));
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
    }

    [Fact]
    public void What_was_reported_lands_even_when_the_branch_is_deleted_or_went_on()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        _site.CommitTo("one", "trunk", ("later.txt", "not reported\n"));
        _site.Project.Git("branch", "-D", "one");
        _site.Project.Git("reflog", "expire", "--expire=now", "--all");
        _site.Project.Git("gc", "-q", "--prune=now");

        Assert.Equal(MergeState.Landed, Assert.Single(_site.MergeAll()).Entry!.State);
        Assert.Equal("1\n", _site.Show("trunk", "one.txt"));
        Assert.DoesNotContain("later.txt", _site.Project.Git("ls-tree", "-r", "--name-only", "trunk"));
    }

    [Fact]
    public void The_queue_is_ordered_by_priority_then_age()
    {
        foreach (var (branch, priority) in new[] { ("low", "low"), ("mid", "medium"), ("high", "high"), ("mid2", "medium") })
        {
            var (task, _) = _site.Reported(branch, ($"{branch}.txt", "x\n"));
            _site.App.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET priority = ?2 WHERE id = ?1", task.Id, priority));
            LandingRound.Queue(_site.App, Caller.Operator, branch, null);
        }

        Assert.Equal(["high", "mid", "mid2", "low"], _site.MergeAll().Select(o => o.Branch));
    }

    [Fact]
    public void The_resulting_tree_obeys_the_targets_attributes_and_no_users_checkout()
    {
        _site.CommitTo("trunk", "trunk", (".gitattributes", "list.txt merge=union\n"), ("list.txt", "a\n"));
        _site.Reported("one", ("list.txt", "a\none\n"));
        _site.Reported("two", ("list.txt", "a\ntwo\n"));
        Assert.Null(_site.Merge("one").Problem);
        Assert.Null(_site.Merge("two").Problem);
        Assert.Equal(["a", "one", "two"], _site.Show("trunk", "list.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Theory]
    [InlineData("main", null)]
    [InlineData("trunk", null)]
    [InlineData("trunk", "list.txt -merge\n")]
    [InlineData("main", "list.txt -merge\n")]
    public void The_tree_is_the_same_wherever_the_user_is_and_whatever_attributes_lie_uncommitted(string target, string? attributes)
    {
        using var site = new MergeSite(target);
        site.Project.Write(".gitattributes", "list.txt merge=union\n");
        site.Project.Write("list.txt", "a\n");
        site.Project.Git("add", "-A");
        site.Project.Git("commit", "-q", "-m", "A list");
        if (target != "main")
        {
            site.Project.Git("branch", "-f", target, "main");
        }

        site.Branch("one", ("list.txt", "a\none\n"));
        site.Branch("two", ("list.txt", "a\ntwo\n"));
        if (attributes is not null)
        {
            site.Project.Write(".gitattributes", attributes);
        }

        Assert.Null(site.Merge("one").Problem);
        Assert.Null(site.Merge("two").Problem);
        Assert.Equal("a\none\ntwo\n", site.Show(target, "list.txt"));
        Assert.Equal("1fc452f679bb0bd98d04dda61cc32b02d45efcf6", site.Project.Git("rev-parse", $"{target}^{{tree}}").Trim());
        Assert.Equal("list.txt merge=union\n", site.Show(target, ".gitattributes"));
    }

    [Fact]
    public void Of_the_projects_hooks_only_post_merge_runs_in_the_checkout_that_moves_and_missing_signatures_are_named()
    {
        using var site = new MergeSite("main");
        foreach (var hook in new[] { "pre-commit", "commit-msg", "pre-merge-commit", "post-commit", "post-checkout", "post-merge", "pre-rebase", "post-rewrite" })
        {
            var file = Path.Combine(site.Project.Root, ".git/hooks", hook);
            File.WriteAllText(file, $"#!/bin/sh\necho {hook} >>\"{site.Project.Folder}/hooks\"\n");
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }

        site.Branch("one", ("one.txt", "1\n"));
        File.Delete($"{site.Project.Folder}/hooks");
        site.Project.Git("config", "commit.gpgSign", "true");
        var outcome = site.Merge("one");
        Assert.Null(outcome.Problem);
        Assert.Contains(outcome.Warnings, warning => warning.Contains("commit.gpgSign", StringComparison.Ordinal));
        Assert.Equal("post-merge\n", File.ReadAllText($"{site.Project.Folder}/hooks"));
    }

    [Fact]
    public void A_branch_that_somebody_merged_by_hand_is_recorded_as_landed_and_not_merged_again()
    {
        var (task, _) = _site.Reported("one", ("one.txt", "1\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        _site.Project.Git("branch", "-f", "trunk", "one");

        var outcome = Assert.Single(_site.MergeAll());

        Assert.Equal((MergeState.Landed, "already-landed"), (outcome.Entry!.State, outcome.Entry.Tier));
        Assert.Equal(_site.Tip("one"), _site.Tip("trunk"));
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
    }

    [Fact]
    public void A_canceled_tasks_branch_is_withdrawn()
    {
        var (task, _) = _site.Reported("one", ("one.txt", "1\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        _site.App.Ledger.Write(tx => TaskStore.Move(tx, task, TaskState.Canceled, "operator"));
        var before = _site.Tip("trunk");
        Assert.Equal(MergeState.Withdrawn, Assert.Single(_site.MergeAll()).Entry!.State);
        Assert.Equal(before, _site.Tip("trunk"));
    }

    [Fact]
    public void A_landed_commit_is_remembered_by_content_when_the_target_was_rewritten()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
        // As after a squash: the same change with another history.
        _site.Project.Git("branch", "-f", "trunk", "trunk^1");
        Assert.False(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
        _site.CommitTo("trunk", "trunk", ("else.txt", "x\n"));
        _site.CommitTo("trunk", "trunk", ("one.txt", "1\n"));
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
    }
}

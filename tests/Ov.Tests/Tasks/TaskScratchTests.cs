using System.Text.Json;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Tasks;

/// <summary>An attempt that is not worth going on with: all of it is kept, and the next one begins anew (S0-81).</summary>
public sealed class TaskScratchTests : IDisposable
{
    private static readonly ScratchReport WrongWay = new("The parser cannot be mended.", 15, "Quoting breaks it.", ["no grammar", "no examples"], ["half.txt"]);

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void All_of_it_is_kept_the_task_says_why_and_the_next_attempt_begins_where_this_one_began()
    {
        var (task, agent) = Begin();
        var branch = agent.Branch!;
        var (tip, before) = (_site.Project.Git("rev-parse", branch).Trim(), State());
        var scratched = Scratch(task, WrongWay);

        Assert.Equal((TaskState.Pending, null, true), (scratched.Task.State, scratched.Task.Branch, scratched.AgentEnded));
        Assert.Equal(AgentState.Completed, _site.Now(agent).State);
        Assert.All(scratched.Backups, kept => Assert.Matches("^refs/overstory/backup/.*/scratch/", kept));
        Assert.Equal(tip, _site.Project.Git("rev-parse", scratched.Backups[0]).Trim());
        var whole = scratched.Backups[^1];
        Assert.Equal(["README.md", "done.txt", "half.txt"], _site.Project.Git("ls-tree", "-r", "--name-only", whole).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        // Nothing was taken away: branch, files and what git ignores are as they were.
        Assert.Equal((tip, before), (_site.Project.Git("rev-parse", branch).Trim(), State()));
        Assert.True(File.Exists(Path.Combine(_site.FolderOf("builder-1"), "secret.env")));

        var entry = Assert.Single(_site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id)));
        Assert.Equal((AttemptStatus.Scratch, "scratched at about 15 %: The parser cannot be mended."), (entry.Status, entry.Summary));
        Assert.Equal($"learned: Quoting breaks it; blockers: no grammar, no examples; all of it is kept: git log {whole}; to have again: git restore --source={whole} -- half.txt", entry.Caveats);
        Assert.Equal(["done.txt", "half.txt"], entry.FilesModified);
        Assert.Equal(0, _site.Operator.Ledger.Read(sql => TaskAttemptStore.Failures(sql, _site.Now(task))));
        Assert.Contains("git restore --source=", _site.Operator.Ledger.Read(sql => AttemptBrief.For(sql, _site.Now(task), "M")));
        Assert.Contains("begins anew", Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, Caller.OperatorName))).Subject);

        using var plan = JsonDocument.Parse(_site.Project.Ov([], ["sling", "1", "--dry-run", "--json"]).Out);
        var next = plan.RootElement.GetProperty("results")[0];
        Assert.NotEqual(branch, next.GetProperty("branch").GetString());
        Assert.Equal("main", next.GetProperty("baseBranch").GetString());
    }

    [Fact]
    public void Once_its_agent_is_stopped_the_operator_may_and_nobody_beside_the_holder_before()
    {
        var (task, agent) = Begin();
        _site.Worker("builder-2", _site.Add("Other"));
        using (var other = _site.Project.AgentApp("builder-2"))
        {
            Refusal.Of(ErrorCode.NotOperator, () => TaskScratch.Scratch(other, other.Caller, task, WrongWay));
        }

        Refusal.Of(ErrorCode.State, () => TaskScratch.Scratch(_site.Operator, Caller.Operator, task, WrongWay));
        _site.Operator.Ledger.Write(tx => AgentEnder.End(tx, tx.Files, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Stopped, "operator", "enough", TaskAfter.Release));
        Assert.Equal(agent.Branch, _site.Now(task).Branch);
        var scratched = TaskScratch.Scratch(_site.Operator, Caller.Operator, task, WrongWay);
        Assert.Equal((null, false, "builder-1"), (scratched.Task.Branch, scratched.AgentEnded, Assert.Single(_site.Operator.Ledger.Read(sql => TaskAttemptStore.Of(sql, task.Id))).Agent));
        Refusal.Of(ErrorCode.State, () => TaskScratch.Scratch(_site.Operator, Caller.Operator, task, WrongWay));
    }

    [Theory]
    [InlineData("queued", "busy")]
    [InlineData("building", "busy")]
    [InlineData("gating", "busy")]
    [InlineData("conflicted", null)]
    public void While_its_branch_is_queued_to_land_it_is_refused_and_what_came_back_is_withdrawn(string state, string? code)
    {
        var (task, agent) = Begin();
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET state = 'completed' WHERE id = ?1", task.Id));
        LandingRound.Queue(_site.Operator, Caller.Operator, agent.Branch!, "main");
        _site.Operator.Ledger.Write(tx =>
        {
            tx.Sql.Run("UPDATE task SET state = 'in_progress' WHERE id = ?1", task.Id);
            tx.Sql.Run("UPDATE merge SET state = ?1", state);
        });
        if (code is not null)
        {
            Assert.Equal(code, Assert.Throws<OvException>(() => Scratch(task, WrongWay)).Code.Name);
            Assert.Equal("", _site.Project.Git("for-each-ref", "refs/overstory/backup/"));
            return;
        }

        Scratch(task, WrongWay);
        Assert.Equal(MergeState.Withdrawn, Assert.Single(_site.Operator.Ledger.Read(sql => MergeStore.OfTask(sql, task.Id))).State);
    }

    [Fact]
    public void A_file_to_keep_that_is_not_there_is_refused_before_anything_is_done()
    {
        var (task, agent) = Begin();
        foreach (var path in new[] { "nowhere.txt", "secret.env" })
        {
            Assert.Contains(path, Refusal.Of(ErrorCode.NotFound, () => Scratch(task, WrongWay with { Keep = [path] })).Message);
        }

        Assert.Equal((TaskState.InProgress, AgentState.Working, ""), (_site.Now(task).State, _site.Now(agent).State, _site.Project.Git("for-each-ref", "refs/overstory/backup/")));
        var unbegun = _site.Add("Not begun");
        Refusal.Of(ErrorCode.State, () => TaskScratch.Scratch(_site.Operator, Caller.Operator, unbegun, WrongWay));
    }

    private ScratchedTask Scratch(TaskRecord task, ScratchReport report)
    {
        using var app = _site.Project.AgentApp("builder-1");
        return TaskScratch.Scratch(app, app.Caller, task, report);
    }

    private string State() => _site.Project.GitIn(_site.FolderOf("builder-1"), "status", "--porcelain", "--ignored");

    /// <summary>One commit, one file beside it, and one that git ignores.</summary>
    private (TaskRecord Task, AgentRecord Agent) Begin()
    {
        File.AppendAllText(Path.Combine(_site.Project.Root, ".git/info/exclude"), "*.env\n");
        var task = _site.Add("Mend the parser");
        var agent = _site.Worker("builder-1", task);
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET base_commit = ?2 WHERE id = ?1", agent.Id, _site.Project.Git("rev-parse", "main").Trim()));
        _site.WriteIn("builder-1", "done.txt", "done\n");
        _site.Project.GitIn(_site.FolderOf("builder-1"), "add", "-A");
        _site.Project.GitIn(_site.FolderOf("builder-1"), "commit", "-q", "-m", "Done");
        _site.WriteIn("builder-1", "half.txt", "half\n");
        _site.WriteIn("builder-1", "secret.env", "KEY=1\n");
        return (_site.Now(task), _site.Now(agent));
    }
}

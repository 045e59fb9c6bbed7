using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Tasks;

/// <summary>A project with a run onto main, and agents that have a real branch and worktree.</summary>
internal sealed class TaskSite : IDisposable
{
    public TaskSite(string target = "main")
    {
        Project = TestProject.Create();
        Run = Project.AddRun(target: target);
        Operator = Project.OperatorApp();
    }

    public TestProject Project { get; }

    public RunRecord Run { get; }

    /// <summary>An app of the operator.</summary>
    public OvApp Operator { get; }

    public TaskRecord Now(TaskRecord task) => Operator.Ledger.Read(sql => TaskStore.ById(sql, task.Id)!);

    public AgentRecord Now(AgentRecord agent) => Operator.Ledger.Read(sql => AgentStore.ById(sql, agent.Id)!);

    public TaskRecord Add(string title, string? parent = null, string role = "builder", params string[] needs) =>
        Operator.Ledger.Write(tx => TaskAdder.Add(tx, Run, new TaskDraft(title) { Parent = parent, Role = role, Needs = needs }, Caller.Operator));

    /// <summary>A live agent that holds the task and works in a worktree of its own.</summary>
    public AgentRecord Worker(string name, TaskRecord task, string role = "builder", AgentRecord? parent = null, params string[] written)
    {
        var branch = $"overstory/{name}/{task.Number}";
        var folder = FolderOf(name);
        Project.Git("worktree", "add", "-q", "-b", branch, folder);
        return Operator.Ledger.Write(tx =>
        {
            var agent = new AgentRecord(
                tx.NewId("agent"), name, 1, role, AgentState.Working, tx.Now, null, Run.Id, task.Id, parent?.Id, parent is null ? 0 : 1, "exec", null, null,
                Ids.HashSecret(TestProject.SecretOf(name)), branch, "main", null, folder, [], false, null, null, null, 0, null, 0, "operator", tx.Now, tx.Now, null);
            AgentStore.Insert(tx, agent);
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.InProgress, "operator");
            TaskStore.SetOwner(tx, task.Id, agent.Id);
            TaskStore.SetBranch(tx, task.Id, branch);
            WorktreeStore.Insert(tx, new WorktreeRecord(
                tx.NewId("worktree"), agent.Id, Run.Id, folder, branch, "0", WorktreeState.Ready, written, tx.Now, null, null));
            return agent;
        });
    }

    public string FolderOf(string name) => Path.Combine(Project.Folder, $"work-{name}");

    public void WriteIn(string name, string path, string text)
    {
        var full = Path.Combine(FolderOf(name), path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void CommitIn(string name, string path, string text)
    {
        WriteIn(name, path, text);
        Project.GitIn(FolderOf(name), "add", "-A");
        Project.GitIn(FolderOf(name), "commit", "-q", "-m", $"Change {path}");
    }

    /// <summary>Reports the task as the agent would.</summary>
    public DoneOutcome Done(string name, TaskRecord task, DoneReport? report = null)
    {
        using var app = Project.AgentApp(name);
        return TaskDone.Complete(app, app.Caller, task, report ?? new DoneReport("did it"), null);
    }

    public void Dispose()
    {
        Operator.Dispose();
        Project.Dispose();
    }
}

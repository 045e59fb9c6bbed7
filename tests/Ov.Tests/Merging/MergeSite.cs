using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Merging;

/// <summary>A project with a run on a target that no checkout has, and branches made beside it.</summary>
internal sealed class MergeSite : IDisposable
{
    private int _branches;

    public MergeSite(string target = "trunk", string lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    {
        Project = TestProject.Create();
        Project.Write("file.txt", lines);
        Project.Write("other.txt", "other\n");
        File.AppendAllText(Path.Combine(Project.Root, ".git/info/exclude"), ".overstory/\n");
        Project.Git("add", "-A");
        Project.Git("commit", "-q", "-m", "Files");
        if (target != "main")
        {
            Project.Git("branch", target);
        }

        Target = target;
        Run = Project.AddRun(target: target);
        App = Project.OperatorApp();
    }

    public TestProject Project { get; }

    public RunRecord Run { get; }

    public string Target { get; }

    /// <summary>The operator's.</summary>
    public OvApp App { get; }

    public string Tip(string branch) => Project.Git("rev-parse", $"refs/heads/{branch}").Trim();

    public string Show(string revision, string path) => Project.Git("show", $"{revision}:{path}");

    /// <summary>A branch off the target with one commit, made without touching any checkout for long.</summary>
    public string Branch(string name, params (string Path, string? Text)[] files) => CommitTo(name, Target, files);

    /// <summary>Adds a commit to a branch, which is cut from <paramref name="from"/> when it does not exist.</summary>
    public string CommitTo(string name, string from, params (string Path, string? Text)[] files)
    {
        var folder = Path.Combine(Project.Folder, $"work-{++_branches}");
        var exists = Project.Git("branch", "--list", name).Trim().Length > 0;
        Project.Git(exists ? ["worktree", "add", "-q", "-f", folder, name] : ["worktree", "add", "-q", "-b", name, folder, from]);
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (text is null)
            {
                File.Delete(full);
            }
            else
            {
                File.WriteAllText(full, text);
            }
        }

        Project.GitIn(folder, "add", "-A");
        Project.GitIn(folder, "commit", "-q", "-m", $"Work {_branches} on {name}");
        Project.Git("worktree", "remove", "--force", folder);
        return Tip(name);
    }

    public string PathOf(string agent) => Path.Combine(Project.Folder, "worktrees", agent);

    /// <summary>An agent's worktree with one commit on its branch.</summary>
    public (AgentRecord Agent, WorktreeRecord Worktree) AgentWorktree(string name, string role = "builder", bool commit = true, AgentState ended = AgentState.Completed)
    {
        var (branch, path) = ($"overstory/{name}/1-x", PathOf(name));
        var from = Tip(Target);
        Project.Git("worktree", "add", "-q", "-b", branch, path, Target);
        if (commit)
        {
            File.WriteAllText(Path.Combine(path, $"{name}.txt"), "work\n");
            Project.GitIn(path, "add", "-A");
            Project.GitIn(path, "commit", "-q", "-m", "Work");
        }

        var agent = Project.AddAgent(Run, name, role);
        var row = App.Ledger.Write(tx =>
        {
            tx.Sql.Run("UPDATE agent SET branch = ?2, worktree = ?3 WHERE id = ?1", agent.Id, branch, path);
            var made = new WorktreeRecord(tx.NewId("worktree"), agent.Id, Run.Id, path, branch, from, WorktreeState.Ready, [], tx.Now, null, null);
            WorktreeStore.Insert(tx, made);
            if (ended != AgentState.Working)
            {
                AgentStore.Move(tx, agent, AgentState.Idle, "test");
                AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, ended, "test");
            }

            return made;
        });
        return (agent, row);
    }

    /// <summary>A task that its worker has reported, with a branch that changes the files.</summary>
    public (TaskRecord Task, AgentRecord Agent) Reported(string branch, params (string Path, string? Text)[] files)
    {
        Branch(branch, files);
        var task = Project.AddTask(Run, $"Work on {branch}");
        var agent = Project.AddAgent(Run, $"b-{branch}", task: task);
        App.Ledger.Write(tx =>
        {
            TaskStore.SetBranch(tx, task.Id, branch);
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, agent.Name);
        });
        return (TaskOf(task), agent);
    }

    public TaskRecord TaskOf(TaskRecord task) => App.Ledger.Read(sql => TaskStore.ById(sql, task.Id))!;

    public MergeEntry EntryOf(string branch) => App.Ledger.Read(sql => MergeStore.NewestOf(sql, branch, Target))!;

    public IReadOnlyList<Message> MailOf(string reader) => App.Ledger.Read(sql => MailStore.Queued(sql, reader));

    public BranchOutcome Merge(string branch, OvApp? app = null) =>
        Assert.Single(LandingRound.Run(app ?? App, (app ?? App).Caller, new LandingAsk([branch]) { Patience = TimeSpan.FromSeconds(30) }));

    public IReadOnlyList<BranchOutcome> MergeAll(OvApp? app = null) => LandingRound.Run(app ?? App, (app ?? App).Caller, new LandingAsk([]));

    /// <summary>Writes the gates into the configuration and approves them.</summary>
    public void Gates(params (string Name, string Command)[] gates)
    {
        Project.Write(".overstory/config.yaml", "gates:\n" + string.Concat(gates.Select(g => $"  - name: {g.Name}\n    command: \"{g.Command}\"\n    timeout: 20s\n")));
        using var fresh = Project.App();
        foreach (var gate in fresh.Config.Gates)
        {
            TrustStore.For(fresh.Environment.Variables).Approve(fresh.Project.Root, gate, callerIsOperator: true);
        }
    }

    /// <summary>Everything in a checkout a user could miss: index, files with their bytes, HEAD.</summary>
    public string Fingerprint(string folder) => string.Join('\n', new[] { Project.GitIn(folder, "ls-files", "-s"), Project.GitIn(folder, "symbolic-ref", "-q", "HEAD") }
        .Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/.git")).Order().Select(f => $"{f}: {Convert.ToHexString(File.ReadAllBytes(f))}")));

    public void Dispose()
    {
        App.Dispose();
        Project.Dispose();
    }
}

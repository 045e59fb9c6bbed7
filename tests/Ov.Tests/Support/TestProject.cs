using System.Diagnostics;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Tests.Support;

/// <summary>A real repository with a real ledger in a folder of its own; nothing of this machine's environment gets in.</summary>
public sealed class TestProject : IDisposable
{
    private TestProject(string folder) => Folder = folder;

    public string Folder { get; }

    public string Root => Path.Combine(Folder, "project");

    public string Home => Path.Combine(Folder, "home");

    public LedgerFiles Files => LedgerFiles.In(Path.Combine(Root, ".git"));

    public StringWriter Out { get; } = new();

    public StringWriter Error { get; } = new();

    /// <summary>A repository with one commit on main and an empty ledger in test mode.</summary>
    public static TestProject Create()
    {
        var project = new TestProject(Directory.CreateTempSubdirectory("ov-test-").FullName);
        Directory.CreateDirectory(project.Root);
        Directory.CreateDirectory(project.Home);
        project.Git("init", "-q", "-b", "main");
        project.Write("README.md", "A project.\n");
        project.Git("add", "-A");
        project.Git("commit", "-q", "-m", "First");
        using var ledger = OvLedger.Create(project.Files, project.Environment());
        ledger.Write(tx => Meta.Set(tx, "test", "1"));
        return project;
    }

    public OvEnvironment Environment(params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = Home, ["LC_ALL"] = "C", ["TZ"] = "UTC",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return new OvEnvironment(Root, all, TextReader.Null, Out, Error, TimeProvider.System, false, false, false);
    }

    /// <summary>An app as a command gets it; the variables choose the caller.</summary>
    public OvApp App(params (string Name, string Value)[] variables) =>
        new(Environment(variables), new OvOptions(null, null, false, false, false, false, false, "never"));

    /// <summary>An app whose caller holds an operator token.</summary>
    public OvApp OperatorApp()
    {
        using var ledger = OpenLedger();
        var token = ledger.Write(tx => OperatorTokenStore.Create(tx, "test"));
        return App(("OV_OPERATOR_TOKEN", token));
    }

    /// <summary>A connection of its own, as another process would have.</summary>
    public OvLedger OpenLedger(params (string Name, string Value)[] variables) => OvLedger.Open(Files, Environment(variables));

    public RunRecord AddRun(string name = "run-1", string target = "main")
    {
        using var ledger = OpenLedger();
        return ledger.Write(tx =>
        {
            var run = new RunRecord(tx.NewId("run"), name, target, RunState.Active, "", "", "merge", "operator", tx.Now, null, null);
            RunStore.Insert(tx, run);
            return run;
        });
    }

    public TaskRecord AddTask(RunRecord run, string title, params TaskRecord[] needs)
    {
        using var ledger = OpenLedger();
        return ledger.Write(tx =>
        {
            var task = new TaskRecord(
                tx.NewId("task"), run.Id, TaskStore.NextNumber(tx.Sql, run.Id), title, "", TaskState.Pending, TaskPriority.Medium, "builder", null,
                [], [], null, 0, null, false, null, null, "operator", tx.Now, tx.Now, null, null);
            TaskStore.Insert(tx, task, needs.Select(need => need.Id));
            return task;
        });
    }

    /// <summary>A live agent with a known secret: <c>secret-of-NAME</c>.</summary>
    public AgentRecord AddAgent(RunRecord run, string name, string role = "builder", TaskRecord? task = null, AgentRecord? parent = null, AgentState state = AgentState.Working)
    {
        using var ledger = OpenLedger();
        return ledger.Write(tx =>
        {
            var agent = new AgentRecord(
                tx.NewId("agent"), name, AgentStore.NextIncarnation(tx.Sql, name), role, state, tx.Now, null, run.Id, task?.Id, parent?.Id,
                parent is null ? 0 : parent.Depth + 1, "exec", null, null, Ids.HashSecret(SecretOf(name)), null, null, null, null, [], false, null,
                null, null, 0, null, 0, "operator", tx.Now, tx.Now, null);
            AgentStore.Insert(tx, agent);
            if (task is not null)
            {
                TaskStore.Move(tx, task, TaskState.InProgress, "operator");
                TaskStore.SetOwner(tx, task.Id, agent.Id);
            }

            return agent;
        });
    }

    public static string SecretOf(string name) => $"secret-of-{name}";

    /// <summary>An app that speaks as an agent made by <see cref="AddAgent"/>.</summary>
    public OvApp AgentApp(string name) => App(("OVERSTORY_AGENT_NAME", name), ("OVERSTORY_AGENT_TOKEN", SecretOf(name)));

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public string GitIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in Environment().Variables)
        {
            start.Environment[name] = value;
        }

        foreach (var word in new[] { "-c", "user.name=Tester", "-c", "user.email=tester@localhost" }.Concat(arguments))
        {
            start.ArgumentList.Add(word);
        }

        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

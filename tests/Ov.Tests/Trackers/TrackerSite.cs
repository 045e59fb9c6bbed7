using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;
using Ov.Core.Trackers;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Trackers;

/// <summary>A project with a run onto a branch that is checked out nowhere, and a scripted tracker program first on its PATH.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class TrackerSite : IDisposable
{
    private readonly string _bin;

    public TrackerSite()
    {
        Project = TestProject.Create();
        _bin = Directory.CreateDirectory(Path.Combine(Project.Folder, "bin")).FullName;
        Project.Git("branch", "work");
        Run = Project.AddRun(target: "work");
        App = Project.App(("PATH", $"{_bin}:/usr/local/bin:/usr/bin:/bin"));
    }

    public TestProject Project { get; }

    public RunRecord Run { get; }

    public OvApp App { get; }

    /// <summary>What the program was asked, a line a call.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallLog) ? File.ReadAllLines(CallLog) : [];

    private string CallLog => Path.Combine(Project.Folder, "calls");

    /// <summary>Acts on lines of issues as sd does.</summary>
    public void Seeds(params string[] issues)
    {
        Project.Write(".seeds/config.yaml", "project: \"shop\"\n");
        Project.Write(".seeds/issues.jsonl", string.Concat(issues.Select(issue => issue + "\n")));
        Project.Git("add", "-A");
        Project.Git("commit", "-q", "-m", "Issues");
        Project.Git("branch", "-f", "work", "main");
        Program("sd", """
            file=.seeds/issues.jsonl
            n=$(printf '%08d' $(wc -l < "$log"))
            field() { sed -i "/\"id\":\"$1\"/{s/\"$2\":\"[^\"]*\"/\"$2\":\"$3\"/;s/\"updatedAt\":\"[^\"]*\"/\"updatedAt\":\"9-$n\"/}" $file; }
            case $1 in
              list) printf '{"success":true,"issues":['; paste -sd, $file; echo ']}'; exit ;;
              close) field $2 status closed ;;
              update) case $3 in --status=*|--title=*) name=${3%%=*}; field $2 "${name#--}" "${3#*=}" ;; esac ;;
              create) echo "{\"id\":\"shop-new\",\"title\":\"${2#*=}\",\"status\":\"open\",\"updatedAt\":\"9-$n\"}" >> $file; echo '{"success":true,"id":"shop-new"}'; exit ;;
            esac
            echo '{"success":true}'
            """);
    }

    public void Program(string name, string script)
    {
        var path = Path.Combine(_bin, name);
        File.WriteAllText(path, $"#!/bin/sh\nlog='{CallLog}'\necho \"$@\" >> \"$log\"\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void RemoveProgram(string name) => File.Delete(Path.Combine(_bin, name));

    public static string Line(string id, string title, string more = "", string status = "open") => $$"""{"id":"{{id}}","title":"{{title}}","status":"{{status}}","updatedAt":"1"{{more}}}""";

    public TaskFileReport Import(string tracker, params string[] ids) => TrackerExchange.Import(App, Caller.Operator, tracker, ids, CancellationToken.None);

    public TaskFileReport Sync(TaskFileWinner winner = TaskFileWinner.Nobody) => TaskFileExchange.Sync(App, Caller.Operator, [], winner, CancellationToken.None);

    public List<TaskRecord> Tasks() => App.Ledger.Read(sql => TaskStore.OfRun(sql, Run.Id));

    /// <summary>What the tick did about trackers.</summary>
    public List<TickDecision> Tick() => [.. Core.Watching.Tick.Run(App, dryRun: false).Decisions.Where(decision => decision.Step == "tracker")];

    public void Move(TaskRecord task, params TaskState[] states) => App.Ledger.Write(tx =>
    {
        foreach (var state in states)
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, state, "test");
        }
    });

    /// <summary>The issues as a branch has them.</summary>
    public string On(string branch) => Project.Git("show", $"{branch}:.seeds/issues.jsonl");

    public void Dispose()
    {
        App.Dispose();
        Project.Dispose();
    }
}

using System.Diagnostics;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notifying;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Telemetry;
using Ov.Core.Templates;
using Ov.Core.Watching;
using Ov.Tests.Forges;
using Ov.Tests.Merging;
using Ov.Tests.Tasks;
using Ov.Tests.Telemetry;
using Ov.Tests.Trackers;

namespace Ov.Tests.Watching;

/// <summary>For each step of the tick a ledger in which it has something to do.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal static class StepScenes
{
    /// <summary>A process of another boot of this machine: dead for certain.</summary>
    private const string DeadProcess = "00000000-0000-0000-0000-000000000000@1:1234:5678";

    public static readonly IReadOnlyDictionary<string, Action<StepScene>> All = new Dictionary<string, Action<StepScene>>
    {
        ["OrphanIntents.Repair"] = scene => scene.Write(tx => tx.Sql.Run("UPDATE intent SET owner = ?2, created_at = 0 WHERE id = ?1", Intents.Open(tx, NoticeSender.IntentKind, "1", "{}"), DeadProcess)),
        ["DeadAgents.End"] = scene =>
        {
            var agent = AtWork(scene);
            scene.Write(tx => AgentStore.SetHost(tx, agent.Id, DeadProcess));
        },
        ["SilentAgents.Mark"] = scene => Silent(scene),
        ["AgentAnomalies.Tell"] = scene =>
        {
            var agent = AtWork(scene);
            scene.Hosted(agent);
            scene.Write(tx => tx.Record(new EventDraft("tool.start") { AgentId = agent.Id, Tool = "tool", Text = "tool" }));
        },
        ["Ladder.Climb"] = scene =>
        {
            scene.Project.Write(".overstory/config.yaml", "watch:\n  rungMs: 1\n");
            var agent = Silent(scene);
            scene.Write(tx =>
            {
                AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Stalled, "watch", "it shows nothing");
                tx.Sql.Run("UPDATE agent SET last_activity_at = ?2, state_since = ?2 WHERE id = ?1", agent.Id, tx.Now.AddHours(-1));
            });
        },
        ["StaleMail.Release"] = scene =>
        {
            var agent = AtWork(scene);
            scene.Write(tx =>
            {
                Mailbox.Deliver(tx, tx.Files, new MailDraft("operator", agent.Name, MailType.Status, "Read this", "Please.") { RecipientId = agent.Id, RunId = agent.RunId });
                tx.Sql.Run("UPDATE agent SET state = 'stopped', ended_at = ?2 WHERE id = ?1", agent.Id, tx.Now);
            });
        },
        ["SilentEscalations.Raise"] = scene =>
        {
            var run = scene.Project.AddRun();
            var lead = scene.Project.AddAgent(run, "lead-1", "lead", parent: scene.Project.AddAgent(run, "coordinator", "coordinator"));
            scene.Project.AddAgent(run, "builder-1", parent: lead);
            using (var app = scene.Project.AgentApp("builder-1"))
            {
                MailSender.Send(app, app.Caller, new MailSend("lead-1", "The schema is wrong", "All of it.", MailType.Escalation, Payload: """{"severity":"error"}"""));
            }

            scene.Write(tx => tx.Sql.Run("UPDATE message SET created_at = created_at - 86400000"));
        },
        ["UnansweredQuestions.Cancel"] = scene =>
        {
            scene.Project.Write(".overstory/config.local.yaml", "mail: { questionTimeout: 1h }\n");
            var agent = AtWork(scene);
            scene.Write(tx =>
            {
                Mailbox.Deliver(tx, tx.Files, new MailDraft(agent.Name, "operator", MailType.Question, "v1 or v2?", "Which?") { SenderId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId });
                tx.Sql.Run("UPDATE message SET created_at = created_at - 5400000");
                AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Waiting, agent.Name);
            });
        },
        ["StaleLeases.Release"] = scene => scene.Write(tx => tx.Sql.Run("INSERT INTO lease(name, holder, process, taken_at) VALUES ('merge:main', 'somebody', ?1, ?2)", DeadProcess, tx.Now)),
        ["GatesExpired.Expire"] = scene => Gate(scene, TimeSpan.Zero),
        ["PhaseSteps.Advance"] = scene => scene.Project.AddTask(Started(scene, "pipeline"), "Work"),
        ["OfferedBranches.Look"] = Offered,
        ["CheckoutSwitches.Tell"] = scene => scene.Write(tx => Meta.Set(tx, "checkout_branch", "elsewhere")),
        ["TaskFolders.Take"] = scene =>
        {
            scene.Project.Write(".overstory/config.yaml", "tasks:\n  folders: [planning]\n");
            scene.Project.Write("planning/a.md", "---\nname: A\n---\n");
            scene.Project.AddRun();
        },
        ["TrackerSteps.Run"] = scene =>
        {
            var site = scene.Own(new TrackerSite());
            scene.In(site.Project).Write(".overstory/config.local.yaml", "taskTracker:\n  import: true\n");
            site.Seeds(TrackerSite.Line("shop-1", "Sell more"));
            scene.Start = () => site.Project.App(("PATH", $"{Path.Combine(site.Project.Folder, "bin")}:/usr/local/bin:/usr/bin:/bin"));
        },
        ["RestartBreaker.Tell"] = scene =>
        {
            var run = scene.Project.AddRun();
            var dead = Enumerable.Range(1, 20).Select(number => scene.Project.AddAgent(run, $"builder-{number}")).ToList();
            scene.Write(tx => dead.ForEach(agent => tx.Sql.Run("UPDATE agent SET created_by = 'watch', state = 'zombie', ended_at = ?2 WHERE id = ?1", agent.Id, tx.Now)));
        },
        ["Redispatch.HandOn"] = scene =>
        {
            var (task, agent) = Left(scene);
            scene.Write(tx =>
            {
                HandoffStore.Add(tx, new HandoffRecord(task.Id, agent.Id, "reviewer", "Look at it.", null, tx.Now));
                TaskStore.SetRole(tx, task.Id, "reviewer");
                tx.Sql.Run("UPDATE agent SET state = 'completed' WHERE id = ?1", agent.Id);
            });
        },
        ["Redispatch.Run"] = scene => Left(scene),
        ["ReadyMerges.Land"] = scene =>
        {
            var site = Merging(scene);
            site.Reported("one", ("one.txt", "1\n"));
            LandingRound.Queue(site.App, Caller.Operator, "one", site.Target);
        },
        ["Redispatch.Mend"] = scene =>
        {
            var (task, agent) = Left(scene, "merge:\n  policy: ready\n");
            using var app = scene.Project.OperatorApp();
            scene.Write(tx => tx.Sql.Run("UPDATE task SET state = 'completed' WHERE id = ?1", task.Id));
            LandingRound.Queue(app, app.Caller, agent.Branch!, "main");
            scene.Write(tx =>
            {
                tx.Sql.Run("UPDATE agent SET state = 'completed' WHERE id = ?1", agent.Id);
                tx.Sql.Run("UPDATE task SET state = 'pending' WHERE id = ?1", task.Id);
                tx.Sql.Run("UPDATE merge SET state = 'conflicted'");
            });
        },
        ["Collisions.Tell"] = scene =>
        {
            var site = Merging(scene);
            foreach (var name in new[] { "alice", "bob" })
            {
                site.AgentWorktree(name, ended: AgentState.Working);
                File.WriteAllText(Path.Combine(site.PathOf(name), "file.txt"), $"{name}\n");
            }
        },
        ["UnkeptWork.Keep"] = scene =>
        {
            var site = scene.Own(new TaskSite());
            scene.In(site.Project);
            var agent = site.Worker("builder-1", site.Add("Work"));
            site.WriteIn("builder-1", "half.txt", "half");
            scene.Write(tx => tx.Sql.Run("UPDATE agent SET created_at = created_at - 3600000 WHERE id = ?1", agent.Id));
        },
        ["FinishedCoordinators.End"] = scene =>
        {
            scene.Project.Write(".overstory/config.local.yaml", "coordinator:\n  exitTriggers: {allAgentsDone: false, taskTrackerEmpty: true, onShutdownSignal: false}\n");
            var run = scene.Project.AddRun();
            var task = scene.Project.AddTask(run, "Work");
            scene.Write(tx => TaskStore.Begin(tx, task, TaskState.Closed, "operator", "done"));
            scene.Project.AddAgent(run, "coordinator", "coordinator", state: AgentState.Idle);
        },
        ["ClearedTasks.Open"] = scene =>
        {
            var site = scene.Own(new TaskSite());
            scene.In(site.Project);
            var task = site.Add("Task");
            site.Worker("builder-1", task);
            using var app = site.Project.AgentApp("builder-1");
            var blocker = TaskBlocker.Block(app, app.Caller, task, new BlockReport("the fixture is broken") { Blocker = "Repair the fixture" }).Blocker!;
            scene.Write(tx => TaskStore.Begin(tx, blocker, TaskState.Closed, "operator", "done"));
        },
        ["Replanning.Ask"] = scene =>
        {
            var task = Looping(scene, "leads");
            for (var attempt = 0; attempt < 2; attempt++)
            {
                scene.Write(tx =>
                {
                    TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.InProgress, "operator");
                    TaskAttemptStore.Add(tx, TaskStore.ById(tx.Sql, task.Id)!, new TaskAttempt("builder-9", AttemptStatus.Failed, "too big", [], [], null, tx.Now));
                    TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Failed, "operator", "too big");
                    if (attempt == 0)
                    {
                        TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Pending, "operator", "again");
                    }
                });
            }
        },
        ["Beginnings.Advance"] = scene => Started(scene, "packages"),
        ["FeedbackGates.Ask"] = scene =>
        {
            var task = Looping(scene, "packages");
            scene.Write(tx =>
            {
                RunStore.SetStage(tx, task.RunId, RunTemplate.Executing);
                TaskStore.Begin(tx, task, TaskState.Closed, "operator", "done");
            });
        },
        ["Dispatch.Start"] = scene =>
        {
            scene.Project.Write(".overstory/config.local.yaml", "merge: { policy: ready }\n");
            var one = Looping(scene, "waves");
            var run = new RunRecord(one.RunId, "run-1", "main", RunState.Active, "", "", "merge", "operator", one.CreatedAt, null, null);
            var agent = scene.Project.AddAgent(run, "builder-1", task: one);
            var other = scene.Project.AddTask(run, "Two");
            scene.Write(tx =>
            {
                TaskStore.Update(tx, other with { Scope = ["src/a.cs"] });
                AgentStore.SetScope(tx, agent.Id, ["src/**"]);
            });
        },
        ["Notices.Tell"] = scene =>
        {
            scene.Project.Write(".overstory/config.local.yaml", "notify:\n  bell: true\n");
            Gate(scene, null);
        },
        ["TelemetrySteps.Export"] = scene =>
        {
            Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl here.");
            var collector = scene.Own(new Collector());
            AtWork(scene);
            scene.Project.Write(".overstory/config.local.yaml", $"telemetry:\n  endpoint: {collector.Address}/\n");
            using var app = scene.Project.OperatorApp();
            TrustStore.For(app.Environment.Variables).Approve(app.Project.Root, app.Config.Telemetry.Approval!, callerIsOperator: true);
            scene.Until = ledger => ledger.Read(TelemetryState.Read) is not null && !FileLock.IsHeld(scene.Project.Files.TelemetryLock);
        },
    };

    private static AgentRecord AtWork(StepScene scene)
    {
        var run = scene.Project.AddRun();
        return scene.Project.AddAgent(run, "builder-1", task: scene.Project.AddTask(run, "Work"));
    }

    /// <summary>Its host lives, its turn is a process that has said nothing for an hour.</summary>
    private static AgentRecord Silent(StepScene scene)
    {
        var agent = AtWork(scene);
        var sleeper = scene.Own(new Sleeper());
        scene.Hosted(agent, sleeper.Identity);
        scene.Write(tx => tx.Sql.Run("UPDATE agent SET last_activity_at = ?2 WHERE id = ?1", agent.Id, tx.Now.AddHours(-1)));
        return agent;
    }

    private static void Gate(StepScene scene, TimeSpan? until)
    {
        using var app = scene.Project.OperatorApp();
        GateOpener.Open(app, Caller.Operator, scene.Project.AddRun(), new GateDraft(GateKind.Approval, "Is it complete?", For: until));
    }

    private static RunRecord Started(StepScene scene, string template)
    {
        using var app = scene.Project.OperatorApp();
        return RunStarter.Start(app, app.Caller, new RunStart("export", "main", "Export orders", Mode: RunMode.Interactive) { Template = TemplateSource.Named(app, template) });
    }

    /// <summary>A run whose tasks start by themselves, and one task of it.</summary>
    private static TaskRecord Looping(StepScene scene, string template)
    {
        var run = scene.Project.AddRun();
        scene.Write(tx =>
        {
            RunStore.SetPolicy(tx, run.Id, TemplateSource.BuiltIn(template).ToJson());
            RunStore.SetLoop(tx, run.Id, true);
        });
        return scene.Project.AddTask(run, "One");
    }

    /// <summary>A task whose agent died; whoever takes it up says so and sleeps.</summary>
    private static (TaskRecord Task, AgentRecord Agent) Left(StepScene scene, string config = "")
    {
        var site = scene.Own(new TaskSite());
        scene.In(site.Project).Write(".overstory/config.local.yaml", "watch:\n  enabled: false\n" + config);
        var task = site.Add("Work");
        var agent = site.Worker("builder-1", task);
        site.WriteIn("builder-1", "one.txt", "1\n");
        site.Project.GitIn(site.FolderOf("builder-1"), "add", "-A");
        site.Project.GitIn(site.FolderOf("builder-1"), "commit", "-q", "-m", "Work");
        var up = Path.Combine(site.Project.Folder, "up");
        scene.Write(tx =>
        {
            tx.Sql.Run("UPDATE agent SET state = 'zombie', ended_at = ?2, command = ?3 WHERE id = ?1", agent.Id, tx.Now, TextList.Write(["sh", "-c", $"echo up > '{up}'; exec sleep 600"]));
            tx.Sql.Run("UPDATE task SET state = 'pending', owner_id = NULL WHERE id = ?1", task.Id);
        });
        scene.Until = ledger => File.Exists(up) && ledger.Read(sql => AgentStore.AllLive(sql)).Exists(one => one is { State: AgentState.Working, TurnProcess: not null });
        scene.Own(new Ender(site));
        return (site.Now(task), site.Now(agent));
    }

    private static MergeSite Merging(StepScene scene)
    {
        var site = scene.Own(new MergeSite());
        scene.In(site.Project).Write(".overstory/config.local.yaml", "merge:\n  policy: ready\n");
        return site;
    }

    private static void Offered(StepScene scene)
    {
        var site = scene.Own(new MergeSite());
        scene.In(site.Project);
        var forge = new ScriptedForge(site);
        site.Reported("one", ("one.txt", "1\n"));
        using (var app = forge.App())
        {
            LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"]));
        }

        forge.Merges(1, "squash", "one");
        scene.Write(tx => tx.Sql.Run("UPDATE merge SET looked_at = looked_at - 60000, updated_at = updated_at - 60000"));
        scene.Start = forge.App;
    }

    private sealed class Sleeper : IDisposable
    {
        private readonly Process _process = Process.Start("setsid", ["sleep", "600"]);

        public string Identity => ProcessIdentity.Of(_process.Id)!.ToString();

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }

    private sealed class Ender(TaskSite site) : IDisposable
    {
        public void Dispose()
        {
            foreach (var agent in site.Operator.Ledger.Read(sql => AgentStore.AllLive(sql)))
            {
                AgentTree.End(agent, AgentTree.Grace);
            }
        }
    }
}

using SQLitePCL;

namespace Ov.EndToEnd.Adopting;

/// <summary>A repository in which Overstory was at work: its folder, databases and worktrees in its own formats, with content of ours.</summary>
public sealed class OverstoryState
{
    public const string Mail = """
        CREATE TABLE messages(id TEXT PRIMARY KEY, from_agent TEXT NOT NULL, to_agent TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
          type TEXT NOT NULL DEFAULT 'status', priority TEXT NOT NULL DEFAULT 'normal', thread_id TEXT, payload TEXT, read INTEGER NOT NULL DEFAULT 0,
          created_at TEXT NOT NULL);
        """;

    private const string Sessions = """
        CREATE TABLE sessions(id TEXT PRIMARY KEY, agent_name TEXT NOT NULL UNIQUE, capability TEXT NOT NULL, worktree_path TEXT NOT NULL, branch_name TEXT NOT NULL,
          task_id TEXT NOT NULL, tmux_session TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'booting', pid INTEGER, parent_agent TEXT, depth INTEGER NOT NULL DEFAULT 0,
          run_id TEXT, started_at TEXT NOT NULL, last_activity TEXT NOT NULL, escalation_level INTEGER NOT NULL DEFAULT 0, stalled_since TEXT, transcript_path TEXT,
          prompt_version TEXT, claude_session_id TEXT);
        CREATE TABLE runs(id TEXT PRIMARY KEY, started_at TEXT NOT NULL, completed_at TEXT, agent_count INTEGER NOT NULL DEFAULT 0, coordinator_session_id TEXT,
          coordinator_name TEXT, status TEXT NOT NULL DEFAULT 'active');
        """;

    private const string Queue = """
        CREATE TABLE merge_queue(id INTEGER PRIMARY KEY AUTOINCREMENT, branch_name TEXT NOT NULL, task_id TEXT NOT NULL, agent_name TEXT NOT NULL, files_modified TEXT NOT NULL,
          enqueued_at TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'pending', resolved_tier TEXT);
        """;

    public const string CurrentRun = "run-2026-02-13T09-00-00-000Z";

    private const string OldRun = "run-2026-02-01T09-00-00-000Z";

    public OverstoryState(Sandbox box) => Box = box;

    public Sandbox Box { get; }

    private string Folder => Path.Combine(Box.Repo, ".overstory");

    /// <summary>
    /// A project in the middle of things: builder-a reported done and is not merged, builder-b died with a commit and an edit,
    /// builder-c was merged; the lead completed without commits of its own.
    /// </summary>
    public static OverstoryState InTheMiddle(Sandbox box)
    {
        var state = new OverstoryState(box);
        state.WriteFiles();
        foreach (var (agent, task) in new[] { ("lead-x", "shop-1"), ("builder-a", "shop-2"), ("Builder_B", "shop-3"), ("builder-c", "shop-4") })
        {
            state.AddWorktree(agent, task);
        }

        state.Commit("builder-a", "a.txt");
        state.Commit("Builder_B", "b.txt");
        File.WriteAllText(Path.Combine(state.Worktree("Builder_B"), "README.md"), "half an edit\n");
        state.Commit("builder-c", "c.txt");
        box.Git("merge", "-q", "--no-edit", "overstory/builder-c/shop-4");
        state.Run(
            "sessions.db", Sessions,
            $"INSERT INTO runs VALUES ('{OldRun}', '2026-02-01T09:00:00.000Z', NULL, 0, NULL, NULL, 'active')",
            $"INSERT INTO runs VALUES ('{CurrentRun}', '2026-02-13T09:00:00.000Z', NULL, 0, NULL, 'coordinator', 'active')",
            state.Session("s-old", "scout-old", "scout", "overstory/scout-old/shop-0", "shop-0", "zombie", null, OldRun, "2026-02-01T09:01:00.000Z"),
            state.Session("s-lead", "lead-x", "lead", "overstory/lead-x/shop-1", "shop-1", "completed", null, CurrentRun, "2026-02-13T09:01:00.000Z"),
            state.Session("s-a", "builder-a", "builder", "overstory/builder-a/shop-2", "shop-2", "completed", "lead-x", CurrentRun, "2026-02-13T09:02:00.000Z"),
            state.Session("s-b", "Builder_B", "builder", "overstory/Builder_B/shop-3", "shop-3", "working", "lead-x", CurrentRun, "2026-02-13T09:03:00.000Z"),
            state.Session("s-c", "builder-c", "builder", "overstory/builder-c/shop-4", "shop-4", "completed", "lead-x", CurrentRun, "2026-02-13T09:04:00.000Z"));
        state.Run(
            "mail.db", Mail,
            "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa1', 'operator', 'lead-x', 'Go', 'Build the shop.', 'dispatch', 'normal', NULL, NULL, 1, '2026-02-13T09:01:30.000Z')",
            "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa2', 'lead-x', 'operator', 'Re: Go', 'On it.', 'status', 'normal', 'msg-aaaaaaaaaaa1', NULL, 1, '2026-02-13T09:02:30.000Z')",
            "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa3', 'lead-x', 'orchestrator', 'Which tax?', 'Gross or net?', 'question', 'high', NULL, '{\"correlationId\":\"c1\"}', 0, '2026-02-13T09:05:00.000Z')",
            "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa4', 'builder-a', 'lead-x', 'Done', 'a.txt is there', 'worker_done', 'normal', NULL, 'no json', 0, '2026-02-13T09:06:00.000Z')",
            "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa5', 'builder-c', 'lead-x', 'Odd', 'x', 'telepathy', 'normal', NULL, NULL, 1, '2026-02-13T09:07:00.000Z')");
        state.Run(
            "merge-queue.db", Queue,
            "INSERT INTO merge_queue VALUES (1, 'overstory/builder-c/shop-4', 'shop-4', 'builder-c', '[\"c.txt\"]', '2026-02-13T09:08:00.000', 'merged', 'clean-merge')",
            "INSERT INTO merge_queue VALUES (2, 'overstory/builder-a/shop-2', 'shop-2', 'builder-a', '[\"a.txt\"]', '2026-02-13T09:09:00.000', 'pending', NULL)");
        return state;
    }

    public string Worktree(string agent) => Path.Combine(Folder, "worktrees", agent);

    public string File_(string name) => Path.Combine(Folder, name);

    /// <summary>Runs statements on one of its databases, in WAL mode as Overstory does, and leaves the log beside it.</summary>
    public void Run(string database, params string[] statements)
    {
        Ov.Core.Ledger.SqliteEngine.Use();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(File_(database), out var handle));
        using (handle)
        {
            // The log stays, as when Overstory was killed.
            raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
            foreach (var statement in statements.Prepend("PRAGMA journal_mode=WAL"))
            {
                Assert.True(raw.sqlite3_exec(handle, statement) == raw.SQLITE_OK, raw.sqlite3_errmsg(handle).utf8_to_string() + ": " + statement);
            }
        }
    }

    /// <summary>A number, read as Overstory would read it.</summary>
    public long Count(string database, string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(File_(database), out var handle, raw.SQLITE_OPEN_READONLY, null));
        using (handle)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(handle, sql, out var statement));
            using (statement)
            {
                Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
                return raw.sqlite3_column_int64(statement, 0);
            }
        }
    }

    public string Session(string id, string agent, string capability, string branch, string task, string state, string? parent, string? run, string at, int? pid = null) =>
        $"INSERT INTO sessions(id, agent_name, capability, worktree_path, branch_name, task_id, tmux_session, state, pid, parent_agent, depth, run_id, started_at, last_activity) "
        + $"VALUES ('{id}', '{agent}', '{capability}', '{Worktree(agent)}', '{branch}', '{task}', '', '{state}', {pid?.ToString() ?? "NULL"}, {Text(parent)}, {(parent is null ? 0 : 1)}, {Text(run)}, '{at}', '{at}')";

    /// <summary>All of its files with their content, to see that none of them changed.</summary>
    public IReadOnlyDictionary<string, string> Originals() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.StartsWith(Path.Combine(Folder, "worktrees"), StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(Folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private void WriteFiles()
    {
        Box.WriteFile(".overstory/config.yaml", $"project:\n  name: shop\n  root: {Box.Repo}\n  canonicalBranch: main\nagents:\n  maxConcurrent: 7\nworktrees:\n  baseDir: .overstory/worktrees\n");
        Box.WriteFile(".overstory/.gitignore", "*\n!.gitignore\n!config.yaml\n!agent-manifest.json\n!hooks.json\n!groups.json\n!agent-defs/\n!agent-defs/**\n!README.md\n");
        Box.WriteFile(".overstory/agent-manifest.json", """
            {"version":"1.0","agents":{"designer":{"file":"designer.md","model":"sonnet","tools":["Read"],"capabilities":["design"],"canSpawn":false,"constraints":["read-only"]}},"capabilityIndex":{"design":["designer"]}}
            """);
        Box.WriteFile(".overstory/agent-defs/builder.md", """
            # Builder of the shop

            Read your issue with `{{TRACKER_CLI}} show <task-id>`, then look at the past with `ml prime checkout`.

            ```bash
            sd create --title="Follow-up" --priority P1 --desc "What is missing"
            ov mail send --to <parent> --subject "Worker done" \
              --body "It is built" --type worker_done --agent $OVERSTORY_AGENT_NAME
            sd close <task-id> --reason "It is built"
            ```

            """);
        Box.WriteFile(".overstory/groups.json", """
            [
            	{"id":"group-11111111","name":"checkout","memberIssueIds":["shop-2","shop-3","shop-9"],"status":"active","createdAt":"2026-02-13T09:00:30.000Z","completedAt":null},
            	{"id":"group-22222222","name":"old","memberIssueIds":["shop-0"],"status":"completed","createdAt":"2026-02-01T09:00:30.000Z","completedAt":"2026-02-02T09:00:30.000Z"}
            ]
            """);
        Box.WriteFile(".overstory/specs/shop-3.md", "<!-- written-by: lead-x -->\nB keeps the cart.\n");
        Box.WriteFile(".overstory/current-run.txt", CurrentRun);
        Box.WriteFile(".overstory/session-branch.txt", "main");
        Box.Git("add", "-A");
        Box.Git("commit", "-q", "-m", "Overstory");
    }

    private void AddWorktree(string agent, string task)
    {
        Box.Git("worktree", "add", "-q", "-b", $"overstory/{agent}/{task}", Worktree(agent), "main");
        Directory.CreateDirectory(Path.Combine(Worktree(agent), ".claude"));
        File.WriteAllText(Path.Combine(Worktree(agent), ".claude", "CLAUDE.md"), "# Generated by overstory for this agent, do not edit\n");
    }

    private void Commit(string agent, string file)
    {
        File.WriteAllText(Path.Combine(Worktree(agent), file), $"work of {agent}\n");
        Box.Run("git", ["add", file], Worktree(agent)).Ok();
        Box.Run("git", ["commit", "-q", "-m", $"Work of {agent}"], Worktree(agent)).Ok();
    }

    private static string Text(string? value) => value is null ? "NULL" : $"'{value}'";
}

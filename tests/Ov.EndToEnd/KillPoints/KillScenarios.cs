using Ov.Core.Ledger;
using Ov.EndToEnd.Adopting;
using Ov.Ledgers;

namespace Ov.EndToEnd.KillPoints;

/// <summary>At least one scenario for every kill point.</summary>
internal static class KillScenarios
{
    public static IReadOnlyList<KillScenario> All { get; } = [.. Migrations(), .. Slings(), .. Hosts(), .. Mails(), .. Tasks(), .. Stops(), .. Merges(), .. Undos(), .. Follows(), .. Deliveries(), .. Offers(), .. Publications(), .. Creations(), .. Removals(), .. Cleanings(), .. Ticks(), .. Adoptions(), .. Files(), .. Issues()];

    private static IEnumerable<KillScenario> Migrations()
    {
        KillPoint[] points = [KillPoint.MigrationCopied, KillPoint.MigrationApplied];
        return points.Select(point => new KillScenario(
            point, "an older ledger",
            team =>
            {
                team.Idle("alice", "Add a parser");
                team.Commit("alice");
                team.Project.Ov("spec", "write", "1", "--body", "Two words.").Ok();
                team.Project.Ov("stop", "alice").Ok();
                VersionOne.TurnBack(team.Project.Files.Database);
                return string.Join('\n', VersionOne.Lines(team.Project.Files.Database).Where(NeverChanges));
            },
            (team, _, word) => team.Struck(word, "status"))
        {
            Afterwards = (team, before) =>
            {
                Assert.Contains("Two words.", before, StringComparison.Ordinal);
                Assert.Empty(before.Split('\n').Except(VersionOne.Lines(team.Project.Files.Database).Where(NeverChanges).SelectMany(line => line.Split('\n'))));
                Assert.Equal(2, Directory.EnumerateFiles(team.Project.Files.Copies, "*.db").Count());
            },
        });
    }

    private static bool NeverChanges(string line) => line.StartsWith("note|", StringComparison.Ordinal) || line.StartsWith("event|", StringComparison.Ordinal);

    private static IEnumerable<KillScenario> Slings()
    {
        KillPoint[] points = [KillPoint.SlingReserved, KillPoint.SlingWorktreeAdded, KillPoint.SlingSetupDone, KillPoint.SlingHostStarted, KillPoint.SlingConfirmed];
        return points.SelectMany(point => new[]
        {
            new KillScenario(point, "a new task", _ => "", (team, _, word) => team.Struck(word, "sling", "Add a parser", "--name", "alice", "--exec", "worker")),
            new KillScenario(
                point, "a restart",
                team =>
                {
                    team.Idle("alice", "Add a parser");
                    team.Commit("alice");
                    team.Project.Ov("stop", "alice").Ok();
                    return "1";
                },
                (team, task, word) => team.Struck(word, "sling", task, "--restart", "--exec", "worker")),
        });
    }

    private static IEnumerable<KillScenario> Hosts()
    {
        KillPoint[] points = [KillPoint.HostMailClaimed, KillPoint.HostTurnStarted, KillPoint.HostTurnEnded, KillPoint.HostTurnRecorded];
        return points.Select(point => new KillScenario(
            point, "the first turn", _ => "", (team, _, word) => team.Struck(word, "sling", "Add a parser", "--name", "alice", "--exec", "worker")) { InHost = true })
            .Append(Outbox());
    }

    /// <summary>The request of a sandboxed agent had its effect, and lies there still.</summary>
    private static KillScenario Outbox() => new(
        KillPoint.OutboxDelivered, "a mail from the outbox",
        team =>
        {
            team.Box.WriteProgram("boxed", """
                if [ -e "$HOME/asked" ]; then exec worker; fi
                touch "$HOME/asked"; mkdir .ov-outbox; echo '*' > .ov-outbox/.gitignore
                echo '{"agent":"'$OVERSTORY_AGENT_ID'","words":["mail","send","--to","operator","--subject","once: hello","--body","b"],"canCommit":true}' \
                  > .ov-outbox/000000000000001-0123456789abcdef0123456789abcdef.json
                """);
            return "";
        },
        (team, _, word) => team.Struck(word, "sling", "Add a parser", "--name", "alice", "--exec", "boxed"))
    {
        InHost = true,
        Afterwards = (team, _) => Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM message WHERE subject = 'once: hello'")),
    };

    private static IEnumerable<KillScenario> Mails()
    {
        yield return new KillScenario(
            KillPoint.MailWritten, "mail send",
            team => { team.Idle("alice", "Read mail"); return ""; },
            (team, _, word) => team.Struck(word, "mail", "send", "--to", "alice", "--subject", "once: hello", "--body", "b", "--idempotency-key", "k"))
        {
            Afterwards = (team, _) =>
            {
                team.Project.Ov("mail", "send", "--to", "alice", "--subject", "once: hello", "--body", "b", "--idempotency-key", "k").Ok();
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM message WHERE subject = 'once: hello'"));
            },
        };
        yield return new KillScenario(
            KillPoint.MailWritten, "mail reply",
            team =>
            {
                team.Idle("alice", "Read mail");
                return team.Project.Ov("mail", "send", "--to", "alice", "--subject", "Hello", "--body", "b", "--json").Ok().Json.GetProperty("id").GetString()!;
            },
            (team, id, word) => team.StruckAs("alice", word, "mail", "reply", id, "--body", "once: answer"))
        {
            Afterwards = (team, _) => Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM message WHERE body = 'once: answer'")),
        };
        foreach (var form in new[] { "", "--inject" })
        {
            yield return new KillScenario(
                KillPoint.MailClaimed, $"mail check {form}".Trim(),
                team =>
                {
                    team.Idle("alice", "Read mail");
                    team.Project.Ov("mail", "send", "--to", "alice", "--subject", "once: first", "--body", "b").Ok();
                    team.Project.Ov("mail", "send", "--to", "alice", "--subject", "once: second", "--body", "b").Ok();
                    return "";
                },
                (team, _, word) => team.StruckAs("alice", word, ["mail", "check", .. form.Length > 0 ? new[] { form } : []]))
            {
                Afterwards = (team, _) =>
                {
                    var shown = team.Project.OvAs("alice", "mail", "check").Ok().Stdout;
                    Assert.True(shown.IndexOf("once: first", StringComparison.Ordinal) is var first and >= 0 && shown.IndexOf("once: second", StringComparison.Ordinal) > first, shown);
                    Assert.DoesNotContain("once:", team.Project.OvAs("alice", "mail", "check").Ok().Stdout);
                },
            };
        }
    }

    private static IEnumerable<KillScenario> Tasks()
    {
        yield return new KillScenario(
            KillPoint.TaskDoneRecorded, "task done", CommittedBy("alice"), (team, agent, word) => team.StruckAs(agent, word, "task", "done", "--summary", "ready"))
        {
            Afterwards = (team, _) => Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM task WHERE state = 'completed'")),
        };
        yield return new KillScenario(
            KillPoint.TaskDoneRecorded, "worker_done", CommittedBy("alice"),
            (team, agent, word) => team.StruckAs(agent, word, "mail", "send", "--to", "operator", "--type", "worker_done", "--subject", "once: done", "--body", "b"))
        {
            Afterwards = (team, _) =>
            {
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM task WHERE state = 'completed'"));
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM message WHERE subject = 'once: done'"));
            },
        };
    }

    private static IEnumerable<KillScenario> Stops()
    {
        KillPoint[] points = [KillPoint.StopRequested, KillPoint.StopTreeEnded, KillPoint.StopRecorded];
        return points.Select(point => new KillScenario(point, "stop", CommittedBy("alice"), (team, agent, word) => team.Struck(word, "stop", agent))
        {
            Afterwards = (team, _) => Assert.Equal(0, team.LiveAgents()),
        });
    }

    private static IEnumerable<KillScenario> Merges()
    {
        KillPoint[] points =
        [
            KillPoint.MergeQueued, KillPoint.MergeBuilding, KillPoint.MergeTreeBuilt, KillPoint.MergeGated, KillPoint.MergeLandingIntended,
            KillPoint.MergeRefMoved, KillPoint.MergeLandedRecorded,
        ];
        foreach (var point in points)
        {
            foreach (var target in new[] { "ov/work", "main" })
            {
                yield return new KillScenario(
                    point, target == "main" ? "in the checkout" : "by the ref",
                    team =>
                    {
                        var branch = team.Finished("alice");
                        team.Box.WriteFile("README.md", "# Sample, being edited\n");
                        return branch;
                    },
                    (team, branch, word) => team.Struck(word, "merge", "--branch", branch))
                {
                    Target = target,
                    Afterwards = (team, _) => Assert.Equal("M README.md", team.Box.Git("status", "--porcelain", "--untracked-files=no").Trim()),
                };
            }
        }

        foreach (var strategy in new[] { "squash", "rebase" })
        {
            yield return new KillScenario(KillPoint.MergeRefMoved, strategy, team => team.Finished("alice"), (team, branch, word) => team.Struck(word, "merge", "--branch", branch, "--strategy", strategy))
            {
                Afterwards = (team, _) => Assert.Equal(strategy, Assert.Single(team.Project.Rows("SELECT strategy FROM merge WHERE state = 'landed'", row => row.Text("strategy")))),
            };
        }

        foreach (var point in new[] { KillPoint.MergeTreeBuilt, KillPoint.MergeLandingIntended, KillPoint.MergeRefMoved, KillPoint.MergeLandedRecorded })
        {
            yield return new KillScenario(
                point, "a train",
                team =>
                {
                    Array.ForEach(["alice", "bob", "carol"], agent => team.Finished(agent));
                    return "";
                },
                (team, _, word) => team.Struck(word, "merge", "--all"));
        }

        // Dies among the runs that find the guilty one, and when it was set aside with the rest still to land.
        foreach (var point in new[] { KillPoint.MergeGatesRunning, KillPoint.MergeGated, KillPoint.MergeSetAside })
        {
            yield return new KillScenario(
                point, "a train with one that breaks it",
                team =>
                {
                    Array.ForEach(["alice", "bob", "carol"], agent => team.Finished(agent, agent == "bob" ? "broken" : null));
                    team.Project.Ov("config", "set", "merge.parallelGates", point == KillPoint.MergeGatesRunning ? "3" : "1", "--local").Ok();
                    return "";
                },
                (team, _, word) => team.Struck(word, "merge", "--all"))
            {
                Afterwards = (team, _) =>
                {
                    Assert.All(Directory.EnumerateDirectories(team.Project.Files.Integration), folder => Assert.Equal("", team.Box.Run("git", ["status", "--porcelain"], folder).Ok().Stdout));
                    team.Project.Ov("merge", "--all");
                    Assert.Equal("alice: closed, bob: pending, carol: closed", string.Join(", ", team.Project.Rows(
                        "SELECT a.name || ': ' || t.state AS what FROM agent a JOIN task t ON t.id = a.task_id ORDER BY a.name", row => row.Text("what"))));
                    team.Box.Run("git", ["rm", "-q", "broken"], team.Project.WorktreeOf("bob")).Ok();
                    team.Commit("bob", "mended\n");
                },
            };
        }

        yield return Resolved("a lock file is made anew", "all.lock", "regenerate:\n    - paths: all.lock\n      command: cat work-*.txt > all.lock");
        yield return Resolved("a program's answer", "names", "resolver:\n    - command: [resolve]", "cat >/dev/null; printf 'of alice\nof bob\n'");
    }

    /// <summary>Two agents wrote one file; the merge of the second dies while something makes one of the two.</summary>
    private static KillScenario Resolved(string what, string file, string settings, string? resolver = null) => new(
        KillPoint.MergeResolved, what,
        team =>
        {
            if (resolver is not null)
            {
                team.Box.WriteProgram("resolve", resolver);
            }

            File.AppendAllText(Path.Combine(team.Box.Repo, ".overstory", "config.yaml"), $"\nmerge:\n  {settings}\n");
            foreach (var agent in new[] { "alice", "bob" })
            {
                team.Idle(agent, $"Work of {agent}");
                File.WriteAllText(Path.Combine(team.Project.WorktreeOf(agent), file), $"of {agent}\n");
                team.Commit(agent);
                team.Project.OvAs(agent, "task", "done", "--summary", "done").Ok();
            }

            team.Until("both end", () => team.LiveAgents() == 0);
            team.Project.Ov("merge", "--branch", team.BranchOf("alice"), "--trust").Ok();
            return team.BranchOf("bob");
        },
        (team, branch, word) => team.Struck(word, "merge", "--branch", branch))
    {
        Afterwards = (team, branch) =>
        {
            team.Project.Ov("merge", "--branch", branch).Ok();
            Assert.Equal("of alice\nof bob", team.Box.Git("show", $"{team.Target}:{file}"));
        },
    };

    private static IEnumerable<KillScenario> Undos()
    {
        KillPoint[] points = [KillPoint.UndoIntended, KillPoint.UndoRefMoved, KillPoint.UndoRecorded];
        foreach (var point in points)
        {
            foreach (var target in new[] { "ov/work", "main" })
            {
                yield return new KillScenario(
                    point, target == "main" ? "in the checkout" : "by the ref",
                    team =>
                    {
                        team.Project.Ov("merge", "--branch", team.Finished("alice")).Ok();
                        return "";
                    },
                    (team, _, word) => team.Struck(word, "undo", "--yes"))
                {
                    Target = target,
                };
            }
        }
    }

    /// <summary>The upstream is ahead by one commit; whichever step dies, the target has it and its event is there once.</summary>
    private static IEnumerable<KillScenario> Follows()
    {
        KillPoint[] points = [KillPoint.FollowIntended, KillPoint.FollowRefMoved];
        return points.Select(point => new KillScenario(
            point, "run follow",
            team =>
            {
                team.Box.Git("commit", "-q", "--allow-empty", "-m", "Upstream");
                return team.Box.Git("rev-parse", "main");
            },
            (team, upstream, word) =>
            {
                team.Base = upstream;
                return team.Struck(word, "run", "follow", "--from", "main");
            })
        {
            Afterwards = (team, upstream) =>
            {
                Assert.Equal(upstream, team.Box.Git("rev-parse", team.Target));
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM event WHERE type = 'run.followed'"));
            },
        });
    }

    /// <summary>A landing at home is a merge like any other; a pull request is made of two other programs' doings.</summary>
    private static IEnumerable<KillScenario> Deliveries()
    {
        KillPoint[] points = [KillPoint.DeliveryIntended, KillPoint.DeliveryPushed, KillPoint.DeliveryRequested];
        return points.Select(point => new KillScenario(
            point, "run deliver --pr",
            team =>
            {
                team.Project.Ov("merge", "--branch", team.Finished("alice")).Ok();
                team.Box.Git("init", "-q", "--bare", "../remote.git");
                team.Box.Git("remote", "add", "origin", "../remote.git");
                team.Box.WriteProgram("gh", """
                    case $2 in
                    list) [ -e ../made ] && echo '[{"number":7,"state":"OPEN","baseRefName":"main","url":"https://example.org/shop/pull/7"}]' || echo '[]' ;;
                    create) echo made >>../made; echo https://example.org/shop/pull/7 ;;
                    esac
                    """);
                return "";
            },
            (team, _, word) => team.Struck(word, "run", "deliver", "--pr", "--into", "main"))
        {
            Afterwards = (team, _) =>
            {
                team.Project.Ov("run", "deliver", "--pr", "--into", "main").Ok();
                Assert.Equal("made\n", File.ReadAllText(Path.Combine(team.Box.Repo, "..", "made")));
                Assert.Equal(team.Box.Git("rev-parse", "ov/work"), team.Box.Run("git", ["rev-parse", "ov/work"], Path.Combine(team.Box.Repo, "..", "remote.git")).Ok().Stdout.Trim());
            },
        });
    }

    /// <summary>What was pushed and made is found again by the branch: no second pull request.</summary>
    private static IEnumerable<KillScenario> Offers()
    {
        KillPoint[] points = [KillPoint.RequestPushed, KillPoint.RequestMade];
        return points.Select(point => new KillScenario(
            point, "merge --pr",
            team =>
            {
                team.Box.Git("init", "-q", "--bare", "../remote.git");
                team.Box.Git("remote", "add", "origin", "../remote.git");
                team.Box.WriteProgram("gh", $$"""
                    case $2 in
                    list) [ -e ../made ] && echo '[{"number":7,"state":"OPEN","baseRefName":"{{team.Target}}","url":"https://example.org/shop/pull/7"}]' || echo '[]' ;;
                    view) [ -e ../merged ] && echo '{"number":7,"state":"MERGED","baseRefName":"{{team.Target}}","url":"https://example.org/shop/pull/7"}' \
                      || echo '{"number":7,"state":"OPEN","baseRefName":"{{team.Target}}","url":"https://example.org/shop/pull/7"}' ;;
                    create) echo made >>../made; echo https://example.org/shop/pull/7 ;;
                    esac
                    """);
                return team.Finished("alice");
            },
            (team, branch, word) => team.Struck(word, "merge", "--branch", branch, "--pr"))
        {
            Afterwards = (team, branch) =>
            {
                team.Project.Ov("merge", "--branch", branch, "--pr").Ok();
                Assert.Equal("made\n", File.ReadAllText(Path.Combine(team.Box.Repo, "..", "made")));
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM event WHERE type = 'merge.offered'"));
                team.Box.Git("push", "-q", "origin", $"{branch}:refs/heads/{team.Target}");
                team.Box.WriteFile("../merged", "");
            },
        });
    }

    /// <summary>The landing stands; whether the remote has it, the remote says.</summary>
    private static IEnumerable<KillScenario> Publications()
    {
        KillPoint[] points = [KillPoint.MergeRefMoved, KillPoint.MergeLandedRecorded, KillPoint.PublishIntended, KillPoint.PublishPushed];
        return points.Select(point => new KillScenario(
            point, "merge.publish: always",
            team =>
            {
                team.Box.Git("init", "-q", "--bare", "../remote.git");
                team.Box.Git("remote", "add", "origin", "../remote.git");
                team.Project.Ov("config", "set", "merge.publish", "always", "--local").Ok();
                return team.Finished("alice");
            },
            (team, branch, word) => team.Struck(word, "merge", "--branch", branch))
        {
            Afterwards = (team, _) =>
            {
                Assert.Equal(team.Box.Git("rev-parse", team.Target), team.Box.Run("git", ["rev-parse", team.Target], Path.Combine(team.Box.Repo, "..", "remote.git")).Ok().Stdout.Trim());
                Assert.Equal(1, team.Project.Count("SELECT COUNT(*) FROM event WHERE type = 'merge.published'"));
            },
        });
    }

    private static IEnumerable<KillScenario> Creations()
    {
        KillPoint[] points = [KillPoint.WorktreeReserved, KillPoint.WorktreeAdded, KillPoint.WorktreePrepared];
        return points.Select(point => new KillScenario(
            point, "a person's worktree", CommittedBy("alice"), (team, _, word) => team.Struck(word, "worktree", "create", "topic", "--scope", "docs/**"))
        {
            Afterwards = (team, _) =>
            {
                Assert.Equal("", team.Box.Git("branch", "--list", "topic"));
                Assert.Equal(0, team.Project.Count("SELECT COUNT(*) FROM port WHERE owner NOT IN (SELECT id FROM worktree WHERE removed_at IS NULL)"));
                team.Project.Ov("worktree", "create", "topic").Ok();
            },
        });
    }

    private static IEnumerable<KillScenario> Removals()
    {
        KillPoint[] points = [KillPoint.WorktreeRemovalIntended, KillPoint.WorktreeBackedUp, KillPoint.WorktreeRemoved, KillPoint.WorktreeRemovalRecorded];
        return points.Select(point => new KillScenario(
            point, "unlanded and uncommitted work",
            team =>
            {
                CommittedBy("alice")(team);
                team.Project.Ov("stop", "alice").Ok();
                File.WriteAllText(Path.Combine(team.Project.WorktreeOf("alice"), "unsaved.txt"), "not committed yet\n");
                return "alice";
            },
            (team, agent, word) => team.Struck(word, "worktree", "remove", agent, "--force", "--yes"))
        {
            Afterwards = (team, agent) =>
            {
                var kept = Directory.Exists(team.Project.WorktreeOf(agent)) && File.Exists(Path.Combine(team.Project.WorktreeOf(agent), "unsaved.txt"));
                var backups = team.Box.Git("for-each-ref", "--format=%(refname)", "refs/overstory/backup").Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.True(kept || backups.Any(backup => team.Box.Run("git", ["cat-file", "-e", $"{backup}:unsaved.txt"]).ExitCode == 0), "what was not committed is gone");
            },
        });
    }

    /// <summary>What was never committed is somewhere at every instant: in its worktree, or under a backup ref.</summary>
    private static IEnumerable<KillScenario> Cleanings()
    {
        KillPoint[] points = [KillPoint.CleanWorktreesGone, KillPoint.CleanRefKept];
        return points.Select(point => new KillScenario(
            point, "unlanded and uncommitted work, some of it kept before",
            team =>
            {
                CommittedBy("alice")(team);
                File.WriteAllText(Path.Combine(team.Project.WorktreeOf("alice"), "unsaved.txt"), "not committed yet\n");
                team.Project.Ov("stop", "alice").Ok();
                team.Box.Git("update-ref", "refs/overstory/wip/alice/20260101-000000-000", team.Box.Git("commit-tree", "-m", "Uncommitted work of alice", "HEAD^{tree}"));
                return "alice";
            },
            (team, _, word) => team.Struck(word, "clean", "--all", "--yes"))
        {
            Afterwards = (team, _) =>
            {
                team.Project.Ov("clean", "--all", "--yes").Ok();
                var backups = team.Box.Git("for-each-ref", "--format=%(refname)", "refs/overstory/backup").Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.Contains(backups, backup => team.Box.Run("git", ["cat-file", "-e", $"{backup}:unsaved.txt"]).ExitCode == 0);
                Assert.Contains(backups, backup => team.Box.Git("log", "-1", "--format=%s", backup) == "Uncommitted work of alice");
                Assert.Equal("", team.Box.Git("for-each-ref", "refs/overstory/wip"));
            },
        });
    }

    private static IEnumerable<KillScenario> Ticks()
    {
        yield return new KillScenario(KillPoint.TickStarted, "watch --once", CommittedBy("alice"), (team, _, word) => team.Struck(word, "watch", "--once"));
        yield return new KillScenario(
            KillPoint.TickRepaired, "a sling that died",
            team => { team.Struck("sling_worktree_added", "sling", "Add a parser", "--name", "alice", "--exec", "worker").Exits(137); return ""; },
            (team, _, word) => team.Struck(word, "watch", "--once"));
        yield return new KillScenario(
            KillPoint.TickRepaired, "an agent that died",
            team =>
            {
                team.Struck("host_mail_claimed", "sling", "Add a parser", "--name", "alice", "--exec", "worker");
                team.UntilHostsDied("host_mail_claimed");
                return "";
            },
            (team, _, word) => team.Struck(word, "watch", "--once"));
        yield return new KillScenario(
            KillPoint.NoticeClaimed, "a gate",
            team =>
            {
                team.Box.WriteFile(".overstory/config.local.yaml", "watch: { enabled: false }\nnotify: { commands: [{ command: 'cat > told.json' }] }\n");
                team.Project.Ov("config", "trust", "--yes").Ok();
                team.Project.Ov("gate", "open", "--kind", "approval", "--question", "Is it complete?").Ok();
                return "";
            },
            (team, _, word) => team.Struck(word, "watch", "--once"))
        {
            Afterwards = (team, _) => team.Until("the notice is brought all the same", () => File.Exists(Path.Combine(team.Box.Repo, "told.json")) && team.Project.Count("SELECT COUNT(*) FROM intent WHERE state = 'open'") == 0),
        };
    }

    /// <summary>The project was made before: what dies is the import, with its copy taken and nothing in the ledger.</summary>
    private static IEnumerable<KillScenario> Adoptions()
    {
        yield return new KillScenario(
            KillPoint.AdoptionCopied, "init in a project of Overstory's",
            team =>
            {
                new OverstoryState(team.Box).Run("mail.db", OverstoryState.Mail, "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa1', 'lead-x', 'operator', 'Go', 'x', 'status', 'normal', NULL, NULL, 1, '2026-02-13T09:01:30.000Z')");
                return "";
            },
            (team, _, word) => team.Struck(word, "init"))
        {
            Afterwards = (team, _) =>
            {
                Assert.Equal(0, team.Project.Count("SELECT count(*) FROM message WHERE id = 'msg-aaaaaaaaaaa1'"));
                team.Box.Ov("init").Ok();
                Assert.Equal(1, team.Project.Count("SELECT count(*) FROM message WHERE id = 'msg-aaaaaaaaaaa1'"));
            },
        };
    }

    /// <summary>A numbered file is renamed when its task is done (S0-6).</summary>
    private static IEnumerable<KillScenario> Files()
    {
        KillPoint[] points = [KillPoint.TaskFileRenamed, KillPoint.TaskFilesWritten];
        return points.Select(point => new KillScenario(
            point, "a numbered file whose task is done",
            team =>
            {
                Directory.CreateDirectory(Path.Combine(team.Box.Repo, "prompts"));
                team.Box.WriteFile("prompts/01-planned-parser.prompt.md", "---\nnumber: 1\ntitle: Add a parser\nstatus: pending\n---\nText.\n");
                team.Project.Ov("task", "import", "prompts").Ok();
                team.Idle("alice", "1");
                team.Commit("alice");
                team.Project.OvAs("alice", "task", "done", "--summary", "There").Ok();
                team.Project.Ov("merge", "--all").Ok();
                return "";
            },
            (team, _, word) => team.Struck(word, "task", "sync"))
        {
            Afterwards = (team, _) =>
            {
                team.Project.Ov("task", "sync").Ok();
                Assert.Equal(["01-planned-parser-DONE.prompt.md"], Directory.EnumerateFiles(Path.Combine(team.Box.Repo, "prompts"), "*.md").Select(Path.GetFileName));
                Assert.Contains("status: done", File.ReadAllText(Path.Combine(team.Box.Repo, "prompts/01-planned-parser-DONE.prompt.md")), StringComparison.Ordinal);
                Assert.Contains("1 unchanged", team.Project.Ov("task", "sync").Ok().Stdout, StringComparison.Ordinal);
            },
        });
    }

    /// <summary>What the tracker has and the ledger does not know is found by its mark.</summary>
    private static IEnumerable<KillScenario> Issues()
    {
        yield return new KillScenario(
            KillPoint.IssueWritten, "a new issue",
            team =>
            {
                team.Box.WriteProgram("bd", """
                    case $1 in
                      create) for word; do case $word in --external-ref=*) printf %s "${word#*=}" >>"$HOME/marks" ;; esac; done; echo '{"id":"bd-1"}' ;;
                      *) [ -e "$HOME/marks" ] && printf '[{"id":"bd-1","title":"Add a parser","status":"open","priority":2,"external_ref":"%s"}]' "$(cat "$HOME/marks")" || echo '[]' ;;
                    esac
                    """);
                team.Project.Ov("task", "add", "Add a parser").Ok();
                return "";
            },
            (team, _, word) => team.Struck(word, "task", "export", "--to", "beads"))
        {
            Afterwards = (team, _) =>
            {
                team.Project.Ov("task", "export", "--to", "beads").Ok();
                Assert.Equal(1, team.Project.Count("SELECT count(*) FROM task_source WHERE tracker = 'beads' AND key = 'beads:bd-1'"));
                Assert.Equal($"ov:{team.Project.Rows("SELECT id FROM task WHERE number = 1", row => row.Text("id")).Single()}", File.ReadAllText(Path.Combine(team.Box.Home, "marks")));
            },
        };
    }

    private static Func<Team, string> CommittedBy(string agent) => team =>
    {
        team.Idle(agent, $"Work of {agent}");
        team.Commit(agent);
        return agent;
    };
}

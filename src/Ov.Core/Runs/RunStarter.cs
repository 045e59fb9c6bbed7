using Ov.Core.Agents;
using Ov.Core.Budgets;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Templates;

namespace Ov.Core.Runs;

/// <summary>
/// Starts runs. A new target branch is cut before the row is written; a branch left by a crash in between still points at its start and
/// is taken by the next attempt.
/// </summary>
public static class RunStarter
{
    /// <summary>What the run may come to at worst where its tasks start by themselves; null where they do not, and for one agent at a time.</summary>
    public static FanOut? Worst(OvApp app, RunRecord run)
    {
        var (cap, asked) = (RunTemplate.Of(run).Dispatch.Cap, app.Config.Agents.AskAbove);
        return run.Loop ? app.Ledger.Read(sql => FanOut.Of(app, sql, cap > 0 ? cap : asked > 0 ? asked : int.MaxValue, "builder")) : null;
    }

    /// <exception cref="OvException">not-operator for an agent, name-taken, not-found for a target, usage.</exception>
    public static RunRecord Start(OvApp app, Caller caller, RunStart asked) => Start(app, caller, asked, onlyFirst: false);

    /// <summary>Starts a run unless one has become active meanwhile, and returns the one there is.</summary>
    internal static RunRecord StartFirst(OvApp app, Caller caller) => Start(app, caller, new RunStart(), onlyFirst: true);

    /// <summary>A run without a branch, for a transaction that is taken back.</summary>
    internal static RunRecord Imagine(Tx tx, Caller caller)
    {
        var run = new RunRecord(tx.NewId("run"), "imagined", "", RunState.Active, "", "", MergeStrategy.Merge.Word(), caller.Actor, tx.Now, null, null);
        RunStore.Insert(tx, run);
        return run;
    }

    private static RunRecord Start(OvApp app, Caller caller, RunStart asked, bool onlyFirst)
    {
        if (caller.Kind == CallerKind.Agent)
        {
            throw new OvException(ErrorCode.NotOperator, $"{caller.Actor} is an agent and works inside its own run, so it starts no other.");
        }

        var strategy = asked.Strategy ?? app.Config.Merge.Strategy;
        while (true)
        {
            // One look for both answers: a name chosen after a later look would cut a branch that no run gets.
            var runs = app.Ledger.Read(RunStore.All);
            if (onlyFirst && runs.Find(run => run.State == RunState.Active) is { } active)
            {
                return active;
            }

            var name = asked.Name is { } given ? RunName.Require(given) : FreeName(app, runs);
            if (asked.Name is not null && runs.Exists(run => run.Name == name))
            {
                throw NameTaken(name);
            }

            var target = Prepare(app, asked, name);
            var started = app.Ledger.Write(tx => Insert(tx, caller, asked, strategy, name, target, onlyFirst));
            if (started is not null)
            {
                return started;
            }

            // Somebody took the name between choosing and writing.
            if (asked.Name is not null)
            {
                throw NameTaken(name);
            }
        }
    }

    private static RunRecord? Insert(Tx tx, Caller caller, RunStart asked, MergeStrategy strategy, string name, (string Branch, string? Home) target, bool onlyFirst)
    {
        if (onlyFirst && RunStore.Active(tx.Sql) is [var first, ..])
        {
            return first;
        }

        if (RunStore.ByName(tx.Sql, name) is not null)
        {
            return null;
        }

        var run = new RunRecord(
            tx.NewId("run"), name, target.Branch, RunState.Active, asked.Template?.Stage ?? "", asked.Objective.Trim(), strategy.Word(), caller.Actor, tx.Now, null, null, target.Home)
        {
            Mode = asked.Mode, Publish = asked.Publish, Template = asked.Template?.Name, Policy = asked.Template?.ToJson(), Loop = asked.Template is { Loop: true },
        };
        RunStore.Insert(tx, run);
        tx.Record(new EventDraft("run.started") { RunId = run.Id, Actor = caller.Actor, Subject = run.Id, Text = $"{name} onto {target.Branch}{(run.Template is { } template ? $", template {template}" : "")}" });
        return run;
    }

    /// <summary>A name that no run ever had, and whose branch is free or an unused one cut from this very commit.</summary>
    private static string FreeName(OvApp app, List<RunRecord> runs)
    {
        var refs = new GitRefs(app.Git);
        var taken = runs.Select(run => run.Name).ToHashSet();
        var head = Head(app, refs);
        return RunName.Next(name => taken.Contains(name) || (refs.Tip(app.Project.Root, RunTarget.Prefix + name) is { } tip && tip != head));
    }

    private static (string Branch, string? Home) Prepare(OvApp app, RunStart asked, string name)
    {
        var refs = new GitRefs(app.Git);
        if (asked.Target is { } named)
        {
            RequireBranch(app, refs, named);
            return (named, null);
        }

        var head = Head(app, refs)
            ?? throw new OvException(ErrorCode.NoCommit, "This checkout has no commit yet, so there is nothing to start from.", "Make a first commit: git commit --allow-empty -m First");
        var checkedOut = HeadReader.CurrentBranch(app.Project.Here.GitDir);
        var target = RunTarget.For(name, null, checkedOut, DefaultBranch.Of(app), app.Config.Merge.Protected);
        if (target.IsNew)
        {
            Cut(app, refs, target.Branch, head);
        }

        return (target.Branch, target.IsNew ? checkedOut : null);
    }

    private static void Cut(OvApp app, GitRefs refs, string branch, string head)
    {
        var isThere = app.Options.DryRun
            ? refs.Tip(app.Project.Root, branch) is not null
            : refs.Create(app.Project.Root, "refs/heads/" + branch, head) == RefUpdate.Moved;
        if (isThere && refs.Tip(app.Project.Root, branch) != head)
        {
            throw new OvException(
                ErrorCode.NameTaken, $"The branch {branch} exists already and points elsewhere.",
                $"Land on it with --target {branch}, or choose another name for the run.");
        }
    }

    private static void RequireBranch(OvApp app, GitRefs refs, string branch)
    {
        if (refs.Tip(app.Project.Root, branch) is null)
        {
            if (!RefName.IsValidBranch(branch))
            {
                throw new OvException(ErrorCode.Usage, $"git does not take '{Text.VisibleText.OneLine(branch)}' as a branch name.", $"For example: {RefName.Sanitize(branch.TrimStart('-'))}");
            }

            var names = refs.List(app.Project.Root, "refs/heads/").Select(item => item.Name["refs/heads/".Length..]).ToList();
            throw new OvException(ErrorCode.NotFound, $"There is no branch '{branch}' to land on.{Nearest.Sentence(branch, names)}", names.Count == 0 ? "Make a first commit: git commit --allow-empty -m First" : $"Make it first: git branch {branch}");
        }
    }

    private static string? Head(OvApp app, GitRefs refs) =>
        refs.Resolve(app.Project.Here.WorktreeRoot ?? app.Project.Here.GitDir, "HEAD");

    private static OvException NameTaken(string name) =>
        new(ErrorCode.NameTaken, $"There was a run named {name} already.", "Choose another name; 'ov run list' shows all of them.");
}

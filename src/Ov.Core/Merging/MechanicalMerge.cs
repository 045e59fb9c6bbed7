using System.Text;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>
/// Merges two commits. Where git cannot, rules resolve what provably drops nothing of either side, and a program that is configured for it
/// is asked about the rest; if one file is left, nothing is resolved. The caller holds the <see cref="TargetLease"/>, and the integration worktree stands at <paramref name="seen"/>.
/// </summary>
internal sealed class MechanicalMerge(OvApp app, IntegrationWorktree worktree, string target, string seen, bool mayAsk, CancellationToken stop = default)
{
    private const string Contents = "CONFLICT (contents)";

    private readonly GitMerge _merge = MergeDrivers.Merge(app);
    private readonly GitTrees _trees = new(app.Git);
    private readonly string _folder = worktree.Path;

    /// <param name="entry">Null only to look what would happen: then nothing is run.</param>
    public BuiltTree Build(string ours, string theirs, MergeEntry? entry)
    {
        var merged = _merge.Build(_folder, ours, theirs);
        if (merged.IsClean)
        {
            return new BuiltTree(merged.Tree, [], "", []);
        }

        var resolver = new ConflictResolution(app.Config.Merge, _trees, _folder);
        var shown = _merge.Build(_folder, ours, theirs, withBase: true);
        var files = Files(shown);
        if (files is null || !resolver.Decide(files, shown.Tree))
        {
            return Left(merged);
        }

        Recall(resolver, shown);
        var failure = entry is null ? null : Ask(resolver, shown.Tree, entry);
        if (resolver.Left.Count > 0)
        {
            var places = entry is null ? [] : resolver.Left.Select(file => resolver.Conflicts(file, shown.Tree, out _) is { } text ? ConflictBrief.Places(file.Path, text) : "");
            return Left(merged, string.Join('\n', places.Append(failure)).Trim());
        }

        failure = entry is null ? null : Regenerate(resolver, shown.Tree, entry.Id);
        return failure is null ? new BuiltTree(With(shown.Tree, resolver.Done), [], "", resolver.Resolutions) : Left(merged, failure);
    }

    private BuiltTree Left(MergedTree merged, string? failure = null)
    {
        var words = merged.Messages.Where(m => m.Kind.StartsWith("CONFLICT", StringComparison.Ordinal)).Select(m => m.Text);
        if (_merge.Withheld.Count > 0 && !new GitAttributes(app.Git).MergedAsText(_folder, merged.Conflicts))
        {
            words = words.Append($"Merge drivers that git's settings name and nobody approved did not run: {string.Join(", ", _merge.Withheld)}. The operator approves them with 'ov merge --trust'.");
        }

        return new BuiltTree(merged.Tree, merged.Conflicts, string.Join('\n', failure is null ? words : words.Append(failure)), []);
    }

    /// <summary>The conflicted files when all are plain text changed on both sides, merged by git's own driver; else null.</summary>
    private List<ConflictFile>? Files(MergedTree merged)
    {
        if (merged.Messages.Any(m => m.Kind.StartsWith("CONFLICT", StringComparison.Ordinal) && (m.Kind != Contents || m.Paths.Count != 1)))
        {
            return null;
        }

        var files = merged.Stages.GroupBy(s => s.Path).Select(ConflictFile.Of).OfType<ConflictFile>().ToList();
        return files.Count > 0 && files.Count == merged.Conflicts.Count && files.All(f => f.Mode is not null) && new GitAttributes(app.Git).MergedAsText(_folder, merged.Conflicts) ? files : null;
    }

    private string With(string tree, IReadOnlyList<ConflictStage> files) =>
        _trees.With(app.Project.CommonDir, tree, files, _folder + ".index");

    /// <summary>What rules left over may have been resolved before, in the same words; git remembers that where rerere is on.</summary>
    private void Recall(ConflictResolution resolver, MergedTree merged)
    {
        var left = resolver.Left.ToList();
        var rerere = new GitRerere(app.Git);
        if (left.Count == 0 || !rerere.IsOn(app.Project.CommonDir))
        {
            return;
        }

        try
        {
            foreach (var path in rerere.Replay(_folder, merged, [.. left.Select(file => file.Path)]))
            {
                var file = left.Single(f => f.Path == path);
                if (Made(file) is { } oid)
                {
                    resolver.Remembered(file, oid);
                }
            }
        }
        finally
        {
            worktree.Prepare(app, seen);
        }
    }

    /// <summary>What is left is asked of the configured program, file by file. Without gates nothing would check its answers.</summary>
    /// <returns>Why an answer was refused; null when none was.</returns>
    private string? Ask(ConflictResolution resolver, string tree, MergeEntry entry)
    {
        if (!mayAsk || resolver.Left.Count == 0 || app.Config.Merge.Resolver is not { } program || app.Config.Gates.Count == 0)
        {
            return null;
        }

        var brief = ConflictBriefs.Of(app, entry, [.. resolver.Left.Select(file => file.Path)]);
        foreach (var file in resolver.Left.ToList())
        {
            if (resolver.Conflicts(file, tree, out var shown) is not { } conflict)
            {
                return null;
            }

            var known = app.Ledger.Read(sql => AnswerStore.Find(sql, file));
            var result = known is null ? GateRunner.Ask(app, program, _folder, target, entry.Id, brief.Question(file.Path, shown), stop) : null;
            var (text, refusal) = result is { Succeeded: false } or { Cut: true } ? (null, result.TimedOut ? "it took too long" : result.Cut ? "it is too long" : $"it ended with status {result.ExitCode}")
                : ConflictAnswer.For(conflict, known ?? Encoding.Latin1.GetString(result!.StdoutBytes));
            if (text is null)
            {
                return $"{program.ShownText} was asked to merge {file.Path}; its answer was not taken: {refusal}.";
            }

            app.Ledger.Write(tx => AnswerStore.Put(tx, file, text));
            resolver.Answered(file, conflict, text, program.ShownText);
        }

        app.Ledger.Seams.Reach(KillPoint.MergeResolved);
        return null;
    }

    /// <summary>Runs the commands that make files, approved like gates, on the tree in which all else is merged.</summary>
    /// <returns>Why it failed; null when it did not, or nothing was to do.</returns>
    private string? Regenerate(ConflictResolution resolver, string tree, string mergeId)
    {
        if (resolver.Regenerated.Count == 0)
        {
            return null;
        }

        // The target's version stands in until the command has made the file.
        var stand = With(tree, [.. resolver.Done, .. resolver.Regenerated.SelectMany(r => r.Files).Select(f => f.Resolved(f.Ours.Oid))]);
        worktree.Prepare(app, new GitCommits(app.Git).Create(app.Project.CommonDir, new CommitDraft(stand, [seen], "The merge without what is made anew", app.Ledger.Now)));
        try
        {
            foreach (var (rule, files) in resolver.Regenerated)
            {
                var (outcome, tail) = GateRunner.RunOne(app, rule.Command, _folder, target, mergeId, stop);
                if (!outcome.Passed)
                {
                    return $"The command that makes {rule.Command.Name} anew failed ({rule.Command.ShownText}): {tail}";
                }

                foreach (var file in files)
                {
                    if (Made(file) is not { } oid)
                    {
                        return $"The command {rule.Command.ShownText} did not make {file.Path}.";
                    }

                    resolver.Made(file, oid);
                }
            }

            app.Ledger.Seams.Reach(KillPoint.MergeResolved);
            return null;
        }
        finally
        {
            worktree.Prepare(app, seen);
        }
    }

    /// <summary>Stores the file as the integration worktree has it now; null when it is no file, or still in conflict.</summary>
    private string? Made(ConflictFile file)
    {
        var path = Path.Combine(_folder, file.Path);
        return new FileInfo(path) is { Exists: true, LinkTarget: null } && !ConflictedText.HasMarkers(Encoding.Latin1.GetString(File.ReadAllBytes(path)))
            ? _trees.WriteFile(_folder, file.Path)
            : null;
    }
}

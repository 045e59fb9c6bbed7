using System.Text;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>The conflicted files of one merge: which rule resolved which, and what is left.</summary>
internal sealed class ConflictResolution(MergeSettings settings, GitTrees trees, string folder)
{
    private readonly IReadOnlyList<RegenerateRule> _rules = settings.Regenerate;
    private readonly IReadOnlyList<string> _sets = settings.OrderedSets;
    private readonly List<ConflictStage> _done = [];
    private readonly List<Resolution> _resolutions = [];
    private readonly List<ConflictFile> _left = [];
    private readonly List<(RegenerateRule Rule, List<ConflictFile> Files)> _regenerated = [];

    /// <summary>The resolved files as the tree takes them.</summary>
    public IReadOnlyList<ConflictStage> Done => _done;

    public IReadOnlyList<Resolution> Resolutions => _resolutions;

    /// <summary>The files that no rule resolved so far.</summary>
    public IReadOnlyList<ConflictFile> Left => _left;

    /// <summary>What commands are to make, by command.</summary>
    public IReadOnlyList<(RegenerateRule Rule, List<ConflictFile> Files)> Regenerated => _regenerated;

    /// <summary>Goes through the files with the rules that need nothing but the three versions.</summary>
    /// <returns>False when a file is left that nothing can resolve.</returns>
    public bool Decide(IReadOnlyList<ConflictFile> files, string tree)
    {
        foreach (var file in files)
        {
            if (_rules.FirstOrDefault(rule => ScopeOverlap.Holds(rule.Paths, file.Path)) is { } rule)
            {
                Leave(rule, file);
            }
            else if (file.Texts(trees, folder) is not { } texts)
            {
                return false;
            }
            else if (_sets.Count > 0 && ScopeOverlap.Holds(_sets, file.Path) && OrderedSet.Merge(texts.Base, texts.Ours, texts.Theirs) is { } set)
            {
                Take(file, set, new Resolution(file.Path, ResolutionRule.OrderedSet, [], null));
            }
            else if (ConflictedText.Read(Shown(tree, file), texts.Base, texts.Ours, texts.Theirs) is { } text && text.Decided(region => region.Holding) is { } decided)
            {
                Take(file, decided, new Resolution(file.Path, ResolutionRule.Contained, [.. text.Regions.Select(ResolvedRegion.Of)], null));
            }
            else
            {
                _left.Add(file);
            }
        }

        return true;
    }

    /// <summary>Git resolved a file that was left as it was shown before.</summary>
    public void Remembered(ConflictFile file, string oid)
    {
        _left.Remove(file);
        _done.Add(file.Resolved(oid));
        _resolutions.Add(new Resolution(file.Path, ResolutionRule.Recorded, [], null));
    }

    /// <summary>Who was asked merged a file that was left.</summary>
    public void Answered(ConflictFile file, ConflictedText text, string answer, string command)
    {
        _left.Remove(file);
        Take(file, answer, new Resolution(file.Path, ResolutionRule.Answered, [.. text.Regions.Select(ResolvedRegion.Answered)], command));
    }

    /// <summary>A command made the file.</summary>
    public void Made(ConflictFile file, string oid) => _done.Add(file.Resolved(oid));

    private void Leave(RegenerateRule rule, ConflictFile file)
    {
        if (_regenerated.FirstOrDefault(r => r.Rule == rule).Files is { } files)
        {
            files.Add(file);
        }
        else
        {
            _regenerated.Add((rule, [file]));
        }

        _resolutions.Add(new Resolution(file.Path, ResolutionRule.Regenerated, [], rule.Command.ShownText));
    }

    private void Take(ConflictFile file, string text, Resolution how)
    {
        _done.Add(file.Resolved(trees.Write(folder, Encoding.Latin1.GetBytes(text))));
        _resolutions.Add(how);
    }

    /// <summary>The file with its conflicts marked; null when no program can be asked about it.</summary>
    public ConflictedText? Conflicts(ConflictFile file, string tree, out string shown)
    {
        shown = Shown(tree, file);
        return file.Texts(trees, folder) is { } texts ? ConflictedText.Read(shown, texts.Base, texts.Ours, texts.Theirs) : null;
    }

    private string Shown(string tree, ConflictFile file) => Encoding.Latin1.GetString(trees.Blob(folder, $"{tree}:{file.Path}").Span);
}

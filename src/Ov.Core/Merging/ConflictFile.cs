using System.Text;
using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>A text file that both sides changed in the same places.</summary>
/// <param name="Base">Null when both sides added the file.</param>
internal sealed record ConflictFile(string Path, ConflictStage? Base, ConflictStage Ours, ConflictStage Theirs)
{
    /// <summary>Null for whatever is not two versions of one plain file: then no rule applies.</summary>
    public static ConflictFile? Of(IGrouping<string, ConflictStage> stages)
    {
        var (before, ours, theirs) = (stages.FirstOrDefault(s => s.Stage == 1), stages.FirstOrDefault(s => s.Stage == 2), stages.FirstOrDefault(s => s.Stage == 3));
        return ours is not null && theirs is not null && stages.All(s => s.Mode is "100644" or "100755") ? new ConflictFile(stages.Key, before, ours, theirs) : null;
    }

    /// <summary>The mode that changed, if only one side changed it; null when both did.</summary>
    public string? Mode =>
        Ours.Mode == Theirs.Mode || Theirs.Mode == Base?.Mode ? Ours.Mode
        : Ours.Mode == Base?.Mode ? Theirs.Mode
        : null;

    /// <summary>The three versions, bytes as characters so that no encoding is guessed; null when one is not text.</summary>
    public (string Base, string Ours, string Theirs)? Texts(GitTrees trees, string directory)
    {
        string Text(ConflictStage? stage) => stage is null ? "" : Encoding.Latin1.GetString(trees.Blob(directory, stage.Oid).Span);
        var (before, ours, theirs) = (Text(Base), Text(Ours), Text(Theirs));
        return (before + ours + theirs).Contains('\0', StringComparison.Ordinal) ? null : (before, ours, theirs);
    }

    /// <summary>The file as a tree takes it.</summary>
    public ConflictStage Resolved(string oid) => new(Path, 0, Mode!, oid);
}

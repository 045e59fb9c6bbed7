using System.Text;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>The messages of the commits that land: what they bring, and trailers that lead back to the ledger.</summary>
public static class MergeCommitText
{
    private const int SubjectLength = 72;

    /// <summary>Of a merge commit, or of the one commit that a squash makes.</summary>
    public static string For(MergeEntry entry, TaskRecord? task, string trailers)
    {
        var text = new StringBuilder();
        text.Append(Subject(
            task is null ? $"{(entry.Strategy == MergeStrategy.Squash ? "Squash" : "Merge")} branch '{entry.Branch}' into {entry.Target}"
            : entry.Strategy == MergeStrategy.Squash ? $"Task {task.Number}: {task.Title}"
            : $"Merge task {task.Number}: {task.Title}")).Append('\n');
        if (task?.Summary is { } summary && !string.IsNullOrWhiteSpace(summary))
        {
            text.Append('\n').Append(Paragraph(summary)).Append('\n');
        }

        return text.Append('\n').Append(trailers).ToString();
    }

    /// <summary>The message of a commit of the branch that lands by itself: as it was, with the trailers at its end.</summary>
    public static string Replayed(string message, string trailers)
    {
        // Trailers of the same names would be taken for ours.
        var kept = message.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("Ov-", StringComparison.OrdinalIgnoreCase));
        var lines = string.Join('\n', kept).TrimEnd('\n').Split('\n').ToList();
        var last = lines.Skip(lines.FindLastIndex(line => line.Length == 0) + 1).ToList();
        var hasTrailers = last.Count < lines.Count && last.Count > 0 && last.All(line => line.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal));
        return $"{string.Join('\n', lines)}\n{(hasTrailers ? "" : "\n")}{trailers}";
    }

    /// <summary>What leads from a commit back to the ledger.</summary>
    public static string Trailers(MergeEntry entry, TaskRecord? task, AgentRecord? agent, RunRecord? run)
    {
        var text = new StringBuilder();
        Trailer(text, "Ov-Task", task?.Id);
        Trailer(text, "Ov-Agent", agent?.Name);
        Trailer(text, "Ov-Run", run?.Name);
        Trailer(text, "Ov-Branch", entry.Branch);
        Trailer(text, "Ov-Merge", entry.Id);
        return text.ToString();
    }

    private static string Subject(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= SubjectLength ? line : line[..(SubjectLength - 1)].TrimEnd() + "…";
    }

    // Blank lines would let a summary forge trailers of its own.
    private static string Paragraph(string summary) =>
        string.Join('\n', summary.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith("Ov-", StringComparison.OrdinalIgnoreCase)));

    private static void Trailer(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
    }
}

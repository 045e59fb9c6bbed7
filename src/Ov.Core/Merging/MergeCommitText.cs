using System.Text;
using Ov.Core.Agents;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>The message of a merge commit: what it brings, and trailers that lead back to the ledger.</summary>
public static class MergeCommitText
{
    private const int SubjectLength = 72;

    public static string For(MergeEntry entry, TaskRecord? task, AgentRecord? agent, RunRecord? run)
    {
        var text = new StringBuilder();
        text.Append(Subject(task is null ? $"Merge branch '{entry.Branch}' into {entry.Target}" : $"Merge task {task.Number}: {task.Title}")).Append('\n');
        if (task?.Summary is { } summary && !string.IsNullOrWhiteSpace(summary))
        {
            text.Append('\n').Append(Paragraph(summary)).Append('\n');
        }

        text.Append('\n');
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

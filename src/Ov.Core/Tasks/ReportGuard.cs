using System.Globalization;
using System.Text;

namespace Ov.Core.Tasks;

/// <summary>What a report says of files has to fit them, and it quotes little: whoever reads it has the files themselves (S1-44).</summary>
internal static class ReportGuard
{
    /// <summary>So many lines of one file in a row are its content, not a quotation; so is the whole of a shorter file.</summary>
    public const int MostQuoted = 20;

    private const int ShortestFile = 5;

    /// <summary>What a text may name; more is not looked into.</summary>
    private const int MostMentioned = 50;

    private const long LargestFile = 1 << 20;

    /// <exception cref="OvException">usage naming the place, or the file that is quoted.</exception>
    public static void Require(DoneReport report, DoneEvidence evidence)
    {
        if (evidence.Worktree is { } folder)
        {
            Require(report, evidence.OwnCommits > 0 ? evidence.Changed : null, path => Lines(folder, path));
        }
    }

    /// <param name="changed">What the branch changes; null where it tells nothing.</param>
    /// <param name="read">The lines of a file of the worktree; null for one that is not there.</param>
    internal static void Require(DoneReport report, IReadOnlyList<string>? changed, Func<string, IReadOnlyList<string>?> read)
    {
        foreach (var change in report.Places.Changes)
        {
            if (changed?.Contains(change.Path) == false)
            {
                throw new OvException(ErrorCode.Usage, $"The report names a change of {change.Path}, which the branch does not change.{Nearest.Sentence(change.Path, changed)}", "Name what it changes, or leave it out: git tells the files.");
            }

            RequireLines(change, read(change.Path));
        }

        foreach (var finding in report.Places.Findings)
        {
            RequireLines(finding, read(finding.Path) ?? throw new OvException(ErrorCode.Usage, $"The report names a finding in {finding.Path}, and there is no such file in the worktree.", "Name it relative to the worktree's root."));
        }

        RequireNoContent(report, changed ?? [], read);
    }

    /// <summary>How many lines in a row stand in both, without regard to empty ones and to how far they are indented.</summary>
    internal static int Quoted(IReadOnlyList<string> text, IReadOnlyList<string> file)
    {
        var longest = 0;
        var before = new int[file.Count + 1];
        foreach (var line in text)
        {
            var now = new int[file.Count + 1];
            for (var i = 0; i < file.Count; i++)
            {
                now[i + 1] = line == file[i] ? before[i] + 1 : 0;
                longest = Math.Max(longest, now[i + 1]);
            }

            before = now;
        }

        return longest;
    }

    private static void RequireLines(ReportPlace place, IReadOnlyList<string>? lines)
    {
        if (lines is not null && place.To > lines.Count)
        {
            throw new OvException(ErrorCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{place.Path} has {lines.Count} lines, and the report names line {place.To}."), "Name the lines as they are in the worktree now.");
        }
    }

    private static void RequireNoContent(DoneReport report, IReadOnlyList<string> changed, Func<string, IReadOnlyList<string>?> read)
    {
        var said = string.Join('\n', [report.Summary, report.Reason, report.Caveats, .. report.Places.Changes.Concat(report.Places.Findings).Select(place => place.Note)]);
        var text = Bare(said.Split('\n'));
        if (text.Count < ShortestFile)
        {
            return;
        }

        foreach (var path in report.Places.Changes.Concat(report.Places.Findings).Select(place => place.Path).Concat(changed).Concat(Mentioned(said)).Distinct())
        {
            if (read(path) is { } lines && Bare(lines) is { Count: >= ShortestFile } file && Quoted(text, file) is var quoted && quoted >= Math.Min(MostQuoted, file.Count))
            {
                throw new OvException(
                    ErrorCode.Usage, string.Create(CultureInfo.InvariantCulture, $"The report quotes {quoted} lines of {path} in a row, and a report holds no file's content: fewer than {MostQuoted} in a row, and no whole file."),
                    $"Say what is there and where: --finding \"{path}:1 ...\". Whoever reads it has the file.");
            }
        }
    }

    private static List<string> Bare(IEnumerable<string> lines) => [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static IEnumerable<string> Mentioned(string text) =>
        text.Split([' ', '\n', '\t', '"', '\'', '`', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(':')[0].TrimEnd('.')).Where(word => word.Contains('.') || word.Contains('/')).Distinct().Take(MostMentioned);

    private static string[]? Lines(string folder, string path)
    {
        try
        {
            var full = Path.GetFullPath(path, folder);
            return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && new FileInfo(full) is { Exists: true, Length: <= LargestFile } ? File.ReadAllLines(full, Encoding.UTF8) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

using System.Text;

namespace Ov.Core.Adopting;

/// <summary>Reads a copy of Overstory's state. A database that is broken stops everything; a single file that is, is named and passed over.</summary>
internal static class OverstoryReader
{
    private const int LargestSpec = 1024 * 1024;

    /// <exception cref="OvException">foreign-data.</exception>
    public static OverstoryFacts Read(OverstoryCopy copy)
    {
        var problems = new List<string>();
        var (runs, sessions) = In(copy, OverstoryFolder.Sessions, problems, store => new Tuple<List<ForeignRun>, List<ForeignSession>>(store.Runs(), store.Sessions()))
            ?? new Tuple<List<ForeignRun>, List<ForeignSession>>([], []);
        var mails = In(copy, OverstoryFolder.Mail, problems, store => store.Mails()) ?? [];
        var merges = In(copy, OverstoryFolder.MergeQueue, problems, store => store.Merges()) ?? [];
        var groups = ForeignGroups.Read(copy.Text(OverstoryFolder.Groups), problems);
        return new OverstoryFacts(
            runs, sessions, mails, merges, groups, Specs(copy, problems), Line(copy.Text(OverstoryFolder.CurrentRun)), Line(copy.Text(OverstoryFolder.SessionBranch)), problems);
    }

    private static T? In<T>(OverstoryCopy copy, string name, List<string> problems, Func<OverstoryStore, T> read) where T : class
    {
        if (copy.Database(name) is not { } path)
        {
            return null;
        }

        using var store = OverstoryStore.Open(path, name);
        var rows = read(store);
        if (store.BadTimes > 0)
        {
            problems.Add($"{name}: {store.BadTimes} {(store.BadTimes == 1 ? "time was" : "times were")} not readable and stand as 1970.");
        }

        return rows;
    }

    private static List<ForeignSpec> Specs(OverstoryCopy copy, List<string> problems)
    {
        var folder = Path.Combine(copy.Kept, OverstoryFolder.Specs);
        var specs = new List<ForeignSpec>();
        foreach (var file in Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("*.md").OrderBy(file => file.Name, StringComparer.Ordinal) : Enumerable.Empty<FileInfo>())
        {
            if (file.Length > LargestSpec)
            {
                problems.Add($"{OverstoryFolder.Specs}/{file.Name} is larger than {LargestSpec / 1024} KiB and is not imported.");
            }
            else if (Utf8(file.FullName) is { } text)
            {
                specs.Add(Spec(Path.GetFileNameWithoutExtension(file.Name), text, file.LastWriteTimeUtc));
            }
            else
            {
                problems.Add($"{OverstoryFolder.Specs}/{file.Name} is no UTF-8 text and is not imported.");
            }
        }

        return specs;
    }

    /// <summary>The first line may say who wrote it.</summary>
    private static ForeignSpec Spec(string task, string text, DateTime writtenAt)
    {
        const string before = "<!-- written-by: ", after = " -->";
        var end = text.IndexOf('\n');
        var first = (end < 0 ? text : text[..end]).TrimEnd('\r');
        return first.StartsWith(before, StringComparison.Ordinal) && first.EndsWith(after, StringComparison.Ordinal) && first.Length > before.Length + after.Length
            ? new ForeignSpec(task, first[before.Length..^after.Length], end < 0 ? "" : text[(end + 1)..].TrimStart('\n'), new DateTimeOffset(writtenAt, TimeSpan.Zero))
            : new ForeignSpec(task, null, text, new DateTimeOffset(writtenAt, TimeSpan.Zero));
    }

    private static string? Utf8(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Line(string? text) => text?.Trim() is { Length: > 0 } line && !line.Contains('\n') ? line : null;
}

using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.TaskFiles;

/// <summary>Reads one task file; whatever is wrong with it is said with field and line, all of it at once (S0-4, S0-5, S2-60, S2-61).</summary>
internal sealed class TaskFileReader
{
    private const string NumberedEnd = ".prompt.md", Done = "-DONE";

    internal const string Planned = "planned", UserPatch = "user-patch";

    private static readonly string[] Types = [Planned, "emergent", UserPatch, "review-fix"];

    private readonly ConfigComplaints _complaints = new();
    private readonly string _path;
    private readonly ConfigMap _map;

    private TaskFileReader(string path, ConfigMap map) => (_path, _map) = (path, map);

    /// <param name="path">As complaints name it.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <returns>Null for a file without front matter, and for one with errors.</returns>
    public static TaskFile? Read(string path, string raw, List<ConfigProblem> problems)
    {
        var text = raw.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (!FrontMatter.Begins(text))
        {
            return null;
        }

        var origin = new ConfigOrigin(ConfigSource.Shared, path, 1);
        if (FrontMatter.Of(text) is not { } parts)
        {
            problems.Add(new(true, "", origin, $"The front matter has no end: a line {FrontMatter.Mark}."));
            return null;
        }

        // With the first mark the lines of the parser are those of the file.
        var node = YamlReader.Read($"{FrontMatter.Mark}\n{string.Join('\n', parts.Head)}\n", ConfigSource.Shared, path, out var problem);
        if (problem is not null || node is not ConfigMap map)
        {
            problems.Add(problem ?? new(true, "", origin, "The front matter holds no fields."));
            return null;
        }

        var reader = new TaskFileReader(path, map);
        var file = reader.File(parts, TaskFacts.HashOf(raw));
        problems.AddRange(reader._complaints.Problems.OrderBy(complaint => complaint.Origin.Line));
        return reader._complaints.Problems.Count == 0 ? file : null;
    }

    /// <summary>A name as the numbered form has it: number, title, and whether it is done (S0-6).</summary>
    public static string NameFor(int number, bool patches, string title, bool done) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:00}-{(patches ? UserPatch : Planned)}-{Slug(title)}{(done ? Done : "")}{NumberedEnd}");

    /// <summary>What a numbered file is called when its task is done, or is not any more (S0-6); null for every other file.</summary>
    public static string? OtherName(string path)
    {
        if (!path.EndsWith(NumberedEnd, StringComparison.Ordinal))
        {
            return null;
        }

        var stem = path[..^NumberedEnd.Length];
        return (stem.EndsWith(Done, StringComparison.Ordinal) ? stem[..^Done.Length] : stem + Done) + NumberedEnd;
    }

    public static bool IsDone(string path) => path.EndsWith(Done + NumberedEnd, StringComparison.Ordinal);

    /// <summary>An id as the other form has it.</summary>
    public static string KeyFor(int number, string title) => string.Create(CultureInfo.InvariantCulture, $"{number:00}-{Slug(title)}");

    private static string Slug(string title) => BranchName.Slug(title) is { Length: > 0 } slug ? slug : "task";

    private TaskFile File(FrontMatter parts, string hash)
    {
        var name = Path.GetFileName(_path);
        var form = name.EndsWith(NumberedEnd, StringComparison.Ordinal) || _map.Entries.ContainsKey("number") ? TaskFileForm.Prompt : TaskFileForm.Task;
        var number = form == TaskFileForm.Prompt ? Number(name) : null;
        var key = number?.ToString(CultureInfo.InvariantCulture) ?? Text("id") ?? Path.GetFileNameWithoutExtension(name);
        var type = Word("type", Types) ?? Planned;
        var metadata = new List<string>();
        foreach (var (field, fact) in TaskFileWords.Kept)
        {
            metadata.AddRange(Word(field, TaskMetadata.WordsOf(fact)) is { } word ? [$"{fact}={word}"] : []);
        }

        foreach (var list in new[] { "commits", "validation_suites", "skills", "tags" })
        {
            Texts(list);
        }

        Integer("attempts");
        var needs = form == TaskFileForm.Prompt ? [.. Integers("dependencies").Select(need => need.ToString(CultureInfo.InvariantCulture))] : Texts("depends_on").Concat(Texts("dependsOn"));
        var body = Checked("body", () => TaskText.RequireBody(parts.Body)) ?? "";
        var facts = new TaskFacts(
            Title(form == TaskFileForm.Prompt ? "title" : "name"), TaskFileWords.State(Word("status", TaskFileWords.All) ?? "pending"),
            Word("priority", [.. SnakeCase.Words<TaskPriority>()]) is { } priority ? SnakeCase.Parse<TaskPriority>(priority) : TaskPriority.Medium,
            Text("role") ?? TaskMetadata.RoleOf(metadata), [.. TaskText.Clean(needs).Order(StringComparer.Ordinal)], Checked("files", () => TaskText.RequireScope(Texts("files"))) ?? [],
            _map.Entries.ContainsKey("criteria") ? TaskText.Clean(Texts("criteria")) : TaskFileText.CriteriaIn(body), body) { Metadata = metadata };
        return new TaskFile(_path, form, key, number, Patches(type), facts, parts.Head, hash);
    }

    private int? Number(string name)
    {
        var digits = name[..(name.AsSpan().IndexOfAnyExceptInRange('0', '9') is > 0 and var at ? at : 0)];
        var named = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (int?)null;
        var written = Integer("number");
        if (!_map.Entries.TryGetValue("number", out var node))
        {
            return named ?? Missing<int?>("number");
        }

        if (written is < 1 || (written is not null && named is not null && named != written))
        {
            _complaints.Wrong(node, "number", named is null ? "1 or more" : $"{named}, as in the file's name");
        }

        return written;
    }

    private List<int> Patches(string type)
    {
        const string key = "patches_prompts";
        var patches = Integers(key);
        if (type == UserPatch != patches.Count > 0)
        {
            _complaints.Error(_map.Entries.GetValueOrDefault(key) ?? _map, key, type == UserPatch ? $"{key} names what a user-patch mends." : $"{key} belongs to a user-patch only.");
        }

        return patches;
    }

    private string Title(string key) => Text(key) is { } text ? Checked(key, () => TaskText.RequireTitle(text)) ?? "" : Missing<string>(key) ?? "";

    private T? Missing<T>(string key)
    {
        if (_map.Entries.GetValueOrDefault(key) is null or { IsEmpty: true })
        {
            _complaints.Error(_map, key, $"{key} is missing.");
        }

        return default;
    }

    private T? Checked<T>(string key, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (OvException refusal)
        {
            _complaints.Error(_map.Entries.GetValueOrDefault(key) ?? _map, key, $"{key}: {refusal.Message}");
            return null;
        }
    }

    private ConfigNode? Given(string key) => _map.Entries.GetValueOrDefault(key) is { IsEmpty: false } node ? node : null;

    private string? Text(string key)
    {
        if (Given(key) is not { } node)
        {
            return null;
        }

        if (node is ConfigScalar { Text: var text } && !string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        _complaints.Wrong(node, key, "a text");
        return null;
    }

    private string? Word(string key, IReadOnlyList<string> words)
    {
        if (Given(key) is not { } node)
        {
            return null;
        }

        if (node is ConfigScalar { Text: var text } && words.Contains(text))
        {
            return text;
        }

        _complaints.Wrong(node, key, string.Join(", ", words.Take(words.Count - 1)) + " or " + words[^1]);
        return null;
    }

    private int? Integer(string key) => Given(key) is { } node ? Integer(node, key) : null;

    private int? Integer(ConfigNode node, string key)
    {
        if (node is ConfigScalar { IsPlain: true, Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        _complaints.Wrong(node, key, "a whole number");
        return null;
    }

    private List<int> Integers(string key) => [.. Items(key).Select((item, at) => Integer(item, Expect.Item(key, at))).OfType<int>()];

    private List<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var (item, at) in Items(key).Select((item, at) => (item, at)))
        {
            if (item is ConfigScalar { Text: var text })
            {
                texts.Add(text);
            }
            else
            {
                _complaints.Wrong(item, Expect.Item(key, at), "a text");
            }
        }

        return texts;
    }

    private IReadOnlyList<ConfigNode> Items(string key)
    {
        if (Given(key) is null or ConfigList)
        {
            return (Given(key) as ConfigList)?.Items ?? [];
        }

        _complaints.Wrong(Given(key)!, key, "a list");
        return [];
    }
}

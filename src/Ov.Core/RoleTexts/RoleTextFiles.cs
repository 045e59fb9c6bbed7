using System.Security.Cryptography;
using System.Text;

namespace Ov.Core.RoleTexts;

/// <summary>
/// The project's copies of the role texts, there to be edited. A list beside them says how each was when it was written, so that an
/// unedited one is known in every clone, and only such a one is ever replaced.
/// </summary>
public sealed class RoleTextFiles
{
    /// <summary>Relative to the project's root.</summary>
    public const string Folder = ".overstory/agent-defs";

    /// <summary>In the form that <c>sha256sum --check</c> reads.</summary>
    private const string ListFile = ".written";

    private readonly string _folder;

    public RoleTextFiles(string projectRoot) => _folder = Path.Combine(projectRoot, Folder);

    public bool Exist => Path.Exists(_folder);

    /// <summary>Copies all of them into a project that has none.</summary>
    public void WriteFirst() => Apply(new RoleTextChanges([.. BuiltInRoles.Names], [], [], [], []));

    /// <summary>What an update would do.</summary>
    public RoleTextChanges Compare()
    {
        var written = Written();
        var states = BuiltInRoles.Names.ToLookup(role => StateOf(role, written));
        return new RoleTextChanges([.. states[State.Missing]], [.. states[State.Outdated]], [.. states[State.Same]], [.. states[State.Edited]], [.. states[State.Removed]]);
    }

    public void Apply(RoleTextChanges changes)
    {
        RequireReal(_folder);
        Directory.CreateDirectory(_folder);
        var written = Written();
        foreach (var role in changes.Added.Concat(changes.Updated))
        {
            var text = BuiltInRoles.Text(role)!;
            Replace(FileOf(role), text);
            written[role] = Hash(text);
        }

        // A copy that is as we would write it counts as ours, whoever put it there.
        foreach (var role in changes.Unchanged)
        {
            written[role] = Hash(BuiltInRoles.Text(role)!);
        }

        Replace(Path.Combine(_folder, ListFile), string.Concat(written.OrderBy(known => known.Key, StringComparer.Ordinal).Select(known => $"{known.Value}  {known.Key}.md\n")));
    }

    private State StateOf(string role, Dictionary<string, string> written)
    {
        if (!File.Exists(FileOf(role)))
        {
            return written.ContainsKey(role) ? State.Removed : State.Missing;
        }

        var now = Hash(File.ReadAllText(FileOf(role), Encoding.UTF8).ReplaceLineEndings("\n"));
        return now == Hash(BuiltInRoles.Text(role)!) ? State.Same : now == written.GetValueOrDefault(role) ? State.Outdated : State.Edited;
    }

    private Dictionary<string, string> Written()
    {
        var file = Path.Combine(_folder, ListFile);
        return !File.Exists(file) ? [] : File.ReadLines(file).Select(line => line.Split("  ", 2)).Where(parts => parts.Length == 2 && parts[1].EndsWith(".md", StringComparison.Ordinal))
            .GroupBy(parts => parts[1][..^3]).ToDictionary(group => group.Key, group => group.Last()[0]);
    }

    /// <summary>Whole or not at all.</summary>
    private static void Replace(string path, string text)
    {
        RequireReal(path);
        var part = path + ".new";
        File.WriteAllText(part, text);
        File.Move(part, path, overwrite: true);
    }

    /// <summary>A link could lead our text out of the repository.</summary>
    private static void RequireReal(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new OvException(ErrorCode.UnsafeStorage, $"{path} is a symbolic link; ov writes real files only.", "Remove the link.");
        }
    }

    private string FileOf(string role) => Path.Combine(_folder, role + ".md");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private enum State
    {
        Missing,
        Outdated,
        Same,
        Edited,
        Removed,
    }
}

using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>
/// The places in which gates and tests run, of all projects of this user together: they share one machine. They lie in the user's own state
/// folder; where that may not be written (a sandbox, no home) a project has slots of its own.
/// </summary>
/// <param name="Most">So many of them this project uses: those with the lowest numbers, which are every other project's too.</param>
public sealed record BuildSlots(string Folder, int Most)
{
    private const string Slot = "slot-", Wait = "wait-", Words = ".holder";

    /// <summary>Those of the machine, or of the project where the machine's cannot be used.</summary>
    internal static BuildSlots Ready(OvApp app)
    {
        var own = new BuildSlots(app.Project.Files.BuildSlots, app.Config.Merge.BuildSlots);
        var shared = own with { Folder = FolderOf(app.Environment.Variables) ?? own.Folder };
        if (!shared.IsUsable())
        {
            PrivateFolder.Create(own.Folder);
            return own;
        }

        return shared;
    }

    /// <summary><c>$XDG_STATE_HOME/ov/slots</c>, else <c>$HOME/.local/state/ov/slots</c>.</summary>
    public static string? FolderOf(IReadOnlyDictionary<string, string> variables) =>
        Absolute(variables, "XDG_STATE_HOME") is { } state ? Path.Combine(state, "ov", "slots")
        : Absolute(variables, "HOME") is { } home ? Path.Combine(home, ".local", "state", "ov", "slots") : null;

    /// <summary>Who has one and who waits, seen without changing anything.</summary>
    public static SlotUse Look(OvApp app)
    {
        var folders = new[] { FolderOf(app.Environment.Variables), app.Project.Files.BuildSlots }.OfType<string>().ToList();
        return new SlotUse([.. folders.SelectMany(folder => Told(folder, Slot))], [.. folders.SelectMany(folder => Told(folder, Wait))]);
    }

    /// <summary>Who comes first looks first. Those who may use as many stand in one line: with a single slot one waits for that one only.</summary>
    internal string Line => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"line-{Most}"));

    /// <summary>A free slot; null when all are taken.</summary>
    internal FileLock? TryTake(string who) => Enumerable.Range(1, Most).Select(number => Held(Slot, number, who)).FirstOrDefault(held => held is not null);

    /// <summary>Marks the caller as one who waits, until it is disposed or dies.</summary>
    internal FileLock Waiting(string who)
    {
        for (var number = 1; ; number++)
        {
            if (Held(Wait, number, who) is { } held)
            {
                return held;
            }
        }
    }

    /// <summary>Who has those that this project may use.</summary>
    internal IReadOnlyList<string> Holders() => [.. Enumerable.Range(1, Most).Select(number => PathOf(Slot, number)).Where(FileLock.IsHeld).Select(WordsOf)];

    private static List<string> Told(string folder, string kind) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, kind + "*").Where(path => !path.EndsWith(Words, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Where(FileLock.IsHeld).Select(WordsOf)]
        : [];

    /// <summary>Told to people only: a slot may change hands while it is read.</summary>
    private static string WordsOf(string path) => File.Exists(path + Words) ? File.ReadAllText(path + Words) : "somebody";

    private FileLock? Held(string kind, int number, string who)
    {
        if (FileLock.TryTake(PathOf(kind, number)) is not { } held)
        {
            return null;
        }

        PrivateFile.Write(PathOf(kind, number) + Words, who);
        return held;
    }

    private string PathOf(string kind, int number) => Path.Combine(Folder, kind + number.ToString(CultureInfo.InvariantCulture));

    private bool IsUsable()
    {
        try
        {
            PrivateFolder.Create(Folder);
            FileLock.TryTake(Path.Combine(Folder, "open"))?.Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OvException)
        {
            return false;
        }
    }

    private static string? Absolute(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var path) && Path.IsPathRooted(path) ? path : null;
}

/// <summary>What the build slots are used for at an instant.</summary>
/// <param name="Held">What runs, of all projects.</param>
/// <param name="Waiting">What waits for one.</param>
public sealed record SlotUse(IReadOnlyList<string> Held, IReadOnlyList<string> Waiting);

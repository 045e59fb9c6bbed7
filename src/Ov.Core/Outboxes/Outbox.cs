using System.Globalization;
using Ov.Core.Git;
using Ov.Core.Processes;
using Ov.Core.Projects;

namespace Ov.Core.Outboxes;

/// <summary>
/// Where a sandboxed runtime cannot reach the ledger or commit, the host does it from an outbox (architecture, "Agents and processes"): a folder in
/// the agent's worktree, which is all that such a sandbox lets be written. It hides itself from git.
/// </summary>
public static class Outbox
{
    public const string Folder = ".ov-outbox";

    /// <summary>
    /// What the host does for an agent: whatever an agent owes or has to say. No other agent is started, nothing is landed and nothing
    /// decided from inside a sandbox that was to keep it from the ledger.
    /// </summary>
    public static readonly string[] Verbs =
        ["mail send", "mail ask", "mail reply", "mail answer", "task done", "task block", "note write", "note append", "scope request"];

    public static string In(string worktree) => Path.Combine(worktree, Folder);

    /// <summary>True in the session of an agent whose file system forbids writing to the ledger; a ledger that is merely busy is not forbidden.</summary>
    public static bool IsNeeded(OvApp app) =>
        app.Environment.Variable("OVERSTORY_AGENT_NAME") is not null && app.HasLedger && WriteAccess.IsForbidden(app.Project.Files.WriteLock);

    /// <summary>The agent's own checkout as its session sees it; null when it has none.</summary>
    public static Repository? Worktree(OvApp app) =>
        app.Project.Here is { IsLinkedWorktree: true, WorktreeRoot: not null } here ? here
        : app.Environment.Variable("OVERSTORY_WORKTREE_PATH") is { } path && Home(app.Project, path) is { } home ? home : null;

    /// <summary>The checkout at a path, as long as it still belongs to this project: its <c>.git</c> lies where the agent can write.</summary>
    public static Repository? Home(Project project, string path) =>
        RepositoryLocator.Find(path) is { IsLinkedWorktree: true } found && found.CommonDir == project.CommonDir && found.WorktreeRoot == RealPath.Of(path) ? found : null;

    /// <summary>A name that sorts by time and that nobody else chose.</summary>
    public static string NewId(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds():D15}-{Guid.NewGuid():n}");

    /// <summary>What waits in a worktree, oldest first. Only files that are named like requests count; a folder that is a link holds none.</summary>
    /// <param name="most">However many an agent put there.</param>
    public static IReadOnlyList<string> Requests(string worktree, int most)
    {
        var folder = In(worktree);
        return !Directory.Exists(folder) || RealPath.Of(folder) != Path.Combine(RealPath.Of(worktree), Folder) ? []
            : [.. Directory.EnumerateFiles(folder, "*.json").Where(file => IsRequest(Path.GetFileName(file))).Take(most * 10).Order(StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Nothing else is read, and nothing else removed, whatever the folder turns out to be.</summary>
    private static bool IsRequest(string name) => name.Length == 15 + 1 + 32 + ".json".Length && name[15] == '-'
        && name[..15].All(char.IsAsciiDigit) && name[16..48].All(char.IsAsciiHexDigitLower) && name.EndsWith(".json", StringComparison.Ordinal);
}

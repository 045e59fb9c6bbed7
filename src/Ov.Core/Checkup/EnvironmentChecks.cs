using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Trackers;

namespace Ov.Core.Checkup;

/// <summary>The programs that ov needs, may use, or could be mistaken for.</summary>
internal static class EnvironmentChecks
{
    private const string Category = "environment";

    /// <summary>The oldest engine that understands our statements.</summary>
    private static readonly Version OldestSqlite = new(3, 35);

    public static IEnumerable<Check> Run(OvApp app, string program)
    {
        yield return Git(app);
        yield return Check.Pass(Category, "ov", program);
        yield return Sqlite();
        yield return ProgramPath.Find("tmux", app.Environment.Variables) is { } tmux
            ? Check.Pass(Category, "tmux", $"tmux is at {tmux}")
            : Check.Pass(Category, "tmux", "tmux is not installed; only --tmux needs it");
        var agents = KnownAgentPrograms.OnPath(app.Environment.Variables);
        yield return Check.Pass(Category, "agents", agents.Count > 0 ? $"Coding agents on the PATH: {string.Join(", ", agents)}" : "No known coding agent is on the PATH; --exec runs any command");
        if (app.Config.Merge.Publish == PublishMode.Pr)
        {
            yield return Offerer.Obstacle(app, "HEAD") is { } obstacle ? Check.Fail(Category, "forge", obstacle) : Check.Pass(Category, "forge", "The program that makes pull requests is there");
        }

        if (Tracker.Configured(app) is { } tracker)
        {
            yield return ProgramPath.Find(Tracker.ProgramOf(tracker), app.Environment.Variables) is { } found
                ? Check.Pass(Category, "tracker", $"Issues of {tracker}: {found}{(Tracker.IsTested(tracker) ? "" : ", untested against the real program")}")
                : Check.Warn(Category, "tracker", ErrorCode.ToolMissing.Name, Tracker.Missing(tracker).Message, Tracker.Missing(tracker).Hint!, []);
        }

        yield return Others(app);
    }

    private static Check Git(OvApp app)
    {
        try
        {
            return Check.Pass(Category, "git", $"git {app.Git.RequireVersion()}");
        }
        catch (OvException refusal)
        {
            return Check.Fail(Category, "git", refusal);
        }
    }

    private static Check Sqlite() => Version.TryParse(SqliteEngine.Version, out var version) && version >= OldestSqlite
        ? Check.Pass(Category, "sqlite", $"SQLite {version}")
        : Check.Fail(Category, "sqlite", ErrorCode.ToolMissing, $"SQLite {SqliteEngine.Version} is older than {OldestSqlite}.", "Install a newer SQLite, or use the packaged build of ov.");

    private static Check Others(OvApp app)
    {
        var others = OtherPrograms.NamedOv(app.Environment.Variables, app.Project.Files.Folder);
        return others.Count == 0
            ? Check.Pass(Category, "other-ov", "No other program named ov is on the PATH")
            : Check.Warn(Category, "other-ov", "other-ov", "Another program named ov is on the PATH; a script that says ov may reach it instead.", "Put this one first on the PATH, or remove the other.", others);
    }
}

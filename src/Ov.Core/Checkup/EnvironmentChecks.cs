using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Processes;
using Ov.Core.Trackers;

namespace Ov.Core.Checkup;

/// <summary>Ov itself, the programs that it may use, and those that it could be mistaken for.</summary>
internal static class EnvironmentChecks
{
    private const string Category = "environment";

    public static IEnumerable<Check> Run(OvApp app, string program)
    {
        yield return Check.Pass(Category, "ov", program);
        yield return ProgramPath.Find("tmux", app.Environment.Variables) is { } tmux
            ? Check.Pass(Category, "tmux", $"tmux is at {tmux}")
            : Check.Pass(Category, "tmux", "tmux is not installed; only --tmux needs it");
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

    private static Check Others(OvApp app)
    {
        var others = OtherPrograms.NamedOv(app.Environment.Variables, app.Project.Files.Folder);
        return others.Count == 0
            ? Check.Pass(Category, "other-ov", "No other program named ov is on the PATH")
            : Check.Warn(Category, "other-ov", "other-ov", "Another program named ov is on the PATH; a script that says ov may reach it instead.", "Put this one first on the PATH, or remove the other.", others);
    }
}

namespace Ov.Core.Worktrees;

/// <summary>The complete environment of commands in a worktree that are not an agent's.</summary>
public static class WorktreeEnvironment
{
    /// <summary>For setup commands: they come from the repository and get nobody's power.</summary>
    public static Dictionary<string, string> OfSetup(OvApp app, PlaceFacts place) => With(app, place, name => name.StartsWith("OV_", StringComparison.Ordinal));

    /// <summary>For a shell or program that a person starts there, still as that person.</summary>
    public static Dictionary<string, string> OfPerson(OvApp app, PlaceFacts place) => With(app, place, _ => false);

    private static Dictionary<string, string> With(OvApp app, PlaceFacts place, Func<string, bool> isWithheld)
    {
        // The variables of a git hook name another checkout, those of an agent another place.
        var environment = app.Environment.Variables
            .Where(v => !v.Key.StartsWith("GIT_", StringComparison.Ordinal) && !v.Key.StartsWith("OVERSTORY_", StringComparison.Ordinal) && !isWithheld(v.Key)).ToDictionary();
        foreach (var (name, value) in WorktreeVariables.Of(app, place))
        {
            environment[name] = value;
        }

        return environment;
    }
}

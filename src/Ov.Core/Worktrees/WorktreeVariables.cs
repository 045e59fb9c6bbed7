using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Redacting;

namespace Ov.Core.Worktrees;

/// <summary>The variables that belong to a place: its paths, its ports, and what the project configures under <c>env:</c>.</summary>
public static class WorktreeVariables
{
    public const string ProjectRoot = "OVERSTORY_PROJECT_ROOT", Path = "OVERSTORY_WORKTREE_PATH", Port = "OVERSTORY_PORT_";

    /// <exception cref="OvException">invalid-config.</exception>
    public static IReadOnlyDictionary<string, string> Of(OvApp app, PlaceFacts place)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ProjectRoot] = app.Project.Root,
            [Path] = place.Path,
        };
        for (var i = 0; i < place.Ports.Count; i++)
        {
            variables[string.Create(CultureInfo.InvariantCulture, $"{Port}{i}")] = place.Ports[i].ToString(CultureInfo.InvariantCulture);
        }

        if (app.Config.Redact is { Count: > 0 } secret)
        {
            variables[Redactor.NamesVariable] = string.Join(',', secret);
        }

        var values = Placeholders(app, place);
        foreach (var (name, template) in app.Config.Env)
        {
            variables[name] = EnvTemplate.Render(template, values, place.Ports);
        }

        return variables;
    }

    /// <summary>What each placeholder stands for there.</summary>
    internal static Dictionary<string, string> Placeholders(OvApp app, PlaceFacts place) => new()
    {
        ["project"] = Dashed(app.Config.Project.Name is { Length: > 0 } name ? name : app.Project.Name),
        ["project_root"] = app.Project.Root,
        ["agent"] = place.Name,
        ["agent_slug"] = Dashed(place.Name).Replace('-', '_'),
        ["worktree"] = place.Path,
        ["branch"] = place.Branch,
        ["branch_slug"] = Dashed(place.Branch),
        ["run"] = place.Run,
        ["task"] = place.Task,
    };

    private static string Dashed(string text) =>
        string.Join('-', new string([.. text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

using Ov.Cli;
using Ov.Core.Config;
using Ov.Core.Projects;

namespace Ov.Commands.Configs;

/// <summary>Settings for people.</summary>
internal static class ConfigView
{
    private const int LongestValue = 60;

    public static void Write(ConfigShowAnswer answer, bool origins, TextView view)
    {
        foreach (var setting in answer.Settings)
        {
            var mark = setting.Broken ? "✗ " : setting.Source == "default" ? "  " : "· ";
            view.Line($"{mark}{setting.Key}: {Short(setting.Value)}{(origins ? $"  ({setting.Origin})" : "")}".TrimEnd());
        }

        WriteProblems(answer.Problems, view);
        view.Hint("· is set, ✗ is wrong; the rest are defaults.");
    }

    public static void WriteCheck(ConfigCheckAnswer answer, TextView view)
    {
        WriteProblems(answer.Problems, view);
        if (answer.Problems.Count == 0)
        {
            view.Ok("The settings are sound");
        }
    }

    public static void WriteTrust(ConfigTrustAnswer answer, TextView view)
    {
        foreach (var command in answer.Commands)
        {
            view.Line($"{(command.Approved ? "approved" : answer.DryRun ? "would be approved" : "waits")}: {command.Kind} {command.Name} ({command.Origin}): {command.Text}");
        }

        if (answer.Commands.Count == 0)
        {
            view.Line("No command waits for an approval.");
        }
    }

    /// <summary>A change that has no effect says so: a layer above decides.</summary>
    public static void WriteOverruled(ConfigChange change, OvConfig config, TextView view)
    {
        var (key, _) = ConfigNames.Require(change.Key);
        var setting = config.Settings.Single(one => one.Key == key);
        if (setting.Origin.Source != ConfigSource.Default && setting.Origin.Place != change.File)
        {
            view.Hint($"In force is {setting.Text}, from {setting.Origin}.");
        }
    }

    private static void WriteProblems(IReadOnlyList<ShownProblem> problems, TextView view)
    {
        foreach (var problem in problems)
        {
            view.Line($"{problem.Level}: {problem.Origin}: {problem.Sentence}");
        }
    }

    private static string Short(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= LongestValue ? line : line[..(LongestValue - 1)] + "…";
    }
}

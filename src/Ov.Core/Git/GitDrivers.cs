using System.Globalization;

namespace Ov.Core.Git;

/// <summary>
/// Merge drivers: programs that git's settings name, and that attributes of the very tree that is merged choose among. None runs that was
/// not approved; a file for which such a one is chosen conflicts.
/// </summary>
/// <param name="All">By name, what runs.</param>
/// <param name="Default">Chosen where attributes say nothing; null for git's own.</param>
public sealed record GitDrivers(IReadOnlyDictionary<string, string> All, string? Default)
{
    private const string Before = "merge.", After = ".driver";

    public static GitDrivers Read(GitProgram git, string directory)
    {
        // Status 1 says that there are none.
        var settings = git.Run(GitCall.Read(directory, "config", "-z", "--get-regexp", @"^merge\.(default|.*\.driver)$")).Stdout
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('\n', 2)).ToList();
        return new GitDrivers(
            settings.Where(setting => setting[0].EndsWith(After, StringComparison.Ordinal)).GroupBy(setting => setting[0][Before.Length..^After.Length])
                .ToDictionary(driver => driver.Key, driver => driver.Last() is [_, var command] ? command : ""),
            settings.LastOrDefault(setting => setting[0] == "merge.default") is [_, var word] ? word : null);
    }

    /// <summary>Variables for one call of git in which these drivers fail instead of running.</summary>
    internal Dictionary<string, string?> Without(IReadOnlyCollection<string> names)
    {
        List<(string Key, string Value)> settings = [.. names.Select(name => ($"{Before}{name}{After}", "false"))];
        if (Default is not null && names.Contains(Default))
        {
            settings.Add(("merge.default", "text"));
        }

        var variables = new Dictionary<string, string?> { ["GIT_CONFIG_COUNT"] = settings.Count.ToString(CultureInfo.InvariantCulture) };
        foreach (var (setting, at) in settings.Select((setting, at) => (setting, at)))
        {
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{at}")] = setting.Key;
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{at}")] = setting.Value;
        }

        return variables;
    }
}

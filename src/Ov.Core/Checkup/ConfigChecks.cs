using Ov.Core.Config;
using Ov.Core.Projects;
using Ov.Core.Telemetry;

namespace Ov.Core.Checkup;

/// <summary>Faults in the configuration, and commands that wait for the operator's approval.</summary>
internal static class ConfigChecks
{
    private const string Category = "config";

    public static IEnumerable<Check> Run(OvApp app)
    {
        if (app.HasLedger && LostSettings.Of(app) is { } lost)
        {
            yield return Check.Warn(Category, "files", "settings-gone", lost, LostSettings.Fix);
        }

        if (app.Policy is { } policy)
        {
            yield return Check.Pass(Category, "policy", $"The settings are those of {policy.Name} ({policy.Commit[..12]}), not the working tree's");
        }

        var problems = app.Config.Problems;
        if (problems.Count == 0)
        {
            yield return Check.Pass(Category, "settings", "The settings are sound");
        }

        foreach (var problem in problems)
        {
            yield return problem.IsError
                ? Check.Fail(Category, "settings", ErrorCode.InvalidConfig, problem.ToString(), "Correct or remove it.")
                : Check.Warn(Category, "settings", "config-warning", problem.ToString(), "Correct or remove it.");
        }

        var untrusted = TrustStore.For(app.Environment.Variables).Untrusted(app.Project.Root, ConfiguredCommands.All(app.Config));
        yield return untrusted.Count == 0
            ? Check.Pass(Category, "trust", "Every configured command is approved on this machine")
            : Check.Warn(Category, "trust", ErrorCode.Untrusted.Name, "A configured command is not approved on this machine, so what needs it is refused.",
                "Read it; then the operator repeats the refused command with --trust.", [.. untrusted.Select(command => $"{command.Origin}: {command.ShownText}")]);
        if (OtlpTarget.Of(app.Config, app.Environment.Variables) is { } target)
        {
            yield return target.Obstacle(app) is { } obstacle
                ? Check.Warn(Category, "telemetry", "telemetry-off", $"Traces and metrics are not exported: {obstacle}", "Set it right, or set telemetry.enabled to false.")
                : Check.Pass(Category, "telemetry", $"Traces and metrics are exported to the address at {target.Origin}; see 'ov telemetry status'");
        }
    }
}

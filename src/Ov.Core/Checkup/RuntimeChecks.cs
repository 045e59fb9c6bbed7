using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Survey;

namespace Ov.Core.Checkup;

/// <summary>Which coding agents are here, which version, and whether a login shows. None of them is asked anything but its version.</summary>
internal static class RuntimeChecks
{
    private const string Category = "runtimes";

    public static IEnumerable<Check> Run(OvApp app)
    {
        var all = RuntimeSurvey.All(app);
        var here = all.Where(runtime => runtime is { Program: not null, Path: not null }).ToList();
        yield return Check.Pass(Category, "agents", here.Count > 0 ? $"Coding agents on the PATH: {string.Join(", ", here.Select(runtime => runtime.Name))}" : "No known coding agent is on the PATH; --exec runs any command");
        foreach (var runtime in here)
        {
            yield return Of(app, runtime);
        }

        if (all.FirstOrDefault(runtime => runtime.IsDefault) is { Installed: false } missing)
        {
            yield return Check.Warn(Category, missing.Name, "runtime-missing", $"Agents use {missing.Name} unless told otherwise, and its program {missing.Program} is not on the PATH.",
                "Install it, or choose another with 'ov config set runtime.default'.");
        }
    }

    private static Check Of(OvApp app, RuntimeItem runtime)
    {
        var signs = RuntimeList.In(app.Config).Require(runtime.Name).Traits.Login;
        var words = $"{runtime.Title} {runtime.Version ?? "of an unknown version"}{(runtime.Testing == RuntimeTesting.OtherVersion ? $", tested with {runtime.TestedVersion}" : "")}";
        return signs is null ? Check.Pass(Category, runtime.Name, $"{words}; a login cannot be seen from outside", runtime.Path!)
            : signs.Found(app.Environment) is { } sign ? Check.Pass(Category, runtime.Name, $"{words}; a login shows", runtime.Path!, sign)
            : runtime.IsDefault ? Check.Warn(Category, runtime.Name, "login-unseen", $"{words}; no login shows, unless the system's keychain holds it.", $"Run '{runtime.Program}' once by hand and log in, or set {signs.Variables[0]}.", runtime.Path!)
            : Check.Pass(Category, runtime.Name, $"{words}; no login shows", runtime.Path!);
    }
}

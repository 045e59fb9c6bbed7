using Ov.Core.Config;
using Ov.Core.Processes;

namespace Ov.Core.Runtimes.Survey;

/// <summary>Looks which runtimes are here and what they can do.</summary>
public static class RuntimeSurvey
{
    public static IReadOnlyList<RuntimeItem> All(OvApp app) =>
        // Six programs that each take a second to say who they are shall not take six.
        BoundedWork.Map(RuntimeList.In(app.Config).All.ToList(), runtime => Of(app, runtime));

    /// <exception cref="OvException">not-found with the nearest name.</exception>
    public static RuntimeItem One(OvApp app, string name) => Of(app, RuntimeList.In(app.Config).Require(name));

    private static RuntimeItem Of(OvApp app, IRuntime runtime)
    {
        var traits = runtime.Traits;
        var configured = app.Config.Runtimes.All.GetValueOrDefault(runtime.Name);
        var path = traits.Program is { } program ? ProgramPath.Find(program, app.Environment.Variables, app.Project.Root) : null;
        // A repository's own command line is never run to find out what it is.
        var version = path is not null && configured?.Command is null ? RuntimeVersion.Ask(path, new ProcessRunner(app.Environment.Variables)) : null;
        return new RuntimeItem(
            runtime.Name, traits.Title, traits.Program, traits.Program is null || path is not null, path, version, traits.TestedVersion, Testing(traits, version),
            traits.IsHeadless, traits.HasTerminal, traits.CanResume, traits.CanFork, traits.HasEvents, traits.HasUsage, traits.HasMcp, traits.Guard, RuntimeItem.WordsOf(traits.Guard), traits.TakesTools, RuntimeItem.WordsOf(traits),
            RuntimeItem.ScreenWordsOf(traits), traits.HasDesk, RuntimeItem.DeskWordsOf(traits),
            app.Config.Runtimes.Default == runtime.Name, configured?.Origin);
    }

    private static RuntimeTesting Testing(RuntimeTraits traits, string? version) =>
        traits.TestedVersion is not { } tested ? RuntimeTesting.Untested
        : version is null || version == tested ? RuntimeTesting.Tested
        : RuntimeTesting.OtherVersion;
}

using Ov.Core.Hooks.Desk;

namespace Ov.Core.Checkup;

/// <summary>Whether the hooks of the operator's own session are whole and lead to a program that is there. Those of agents come anew with each turn.</summary>
internal static class HookChecks
{
    private const string Category = "hooks";

    public static IEnumerable<Check> Run(OvApp app)
    {
        if (!app.Project.HasTree || !app.HasLedger)
        {
            yield break;
        }

        foreach (var runtime in DeskHooks.Runtimes)
        {
            yield return Of(new DeskHooks(app, runtime), runtime);
        }
    }

    /// <summary>Those that are there and not as they would be written now.</summary>
    public static IEnumerable<DeskHooks> Stale(OvApp app) => DeskHooks.Runtimes.Select(runtime => new DeskHooks(app, runtime)).Where(hooks => hooks.Status().Entries > 0 && !hooks.AreCurrent);

    private static Check Of(DeskHooks hooks, string runtime)
    {
        var state = hooks.Status();
        return state.Entries == 0 ? Check.Pass(Category, runtime, $"No hooks in your own {runtime} session")
            : hooks.AreCurrent ? Check.Pass(Category, runtime, $"The hooks in your own {runtime} session are whole")
            : Check.Warn(Category, runtime, "hooks-stale", $"The hooks in your own {runtime} session are not whole, or lead to a program that is gone.", $"ov hooks install --runtime {runtime}", state.Path);
    }
}

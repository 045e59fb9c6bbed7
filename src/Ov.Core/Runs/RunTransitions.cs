using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>The transitions of a run that the contract lists; nothing else is possible.</summary>
public static class RunTransitions
{
    public static bool Allowed(RunState from, RunState to) => (from, to) switch
    {
        (RunState.Active, RunState.Completed or RunState.Failed or RunState.Aborted) => true,
        (RunState.Completed, RunState.Active) => true,
        _ => false,
    };

    /// <exception cref="OvException">state.</exception>
    public static void Require(RunRecord run, RunState to)
    {
        if (!Allowed(run.State, to))
        {
            throw new OvException(ErrorCode.State, $"Run {run.Name} is {run.State.Word()} and cannot become {to.Word()}.", Hint(run));
        }
    }

    private static string Hint(RunRecord run) => run.State switch
    {
        RunState.Active => "It takes work as it is: ov task add \"What is to be done\"",
        RunState.Completed => $"Open it again first: ov run reopen {run.Name}",
        _ => "That end is final; start another run: ov run start",
    };
}

using Ov.Core.Ledger;

namespace Ov.EndToEnd.KillPoints;

/// <summary>One way to come by a kill point.</summary>
/// <param name="Point">Where the process ends.</param>
/// <param name="Name">Tells scenarios of one point apart.</param>
/// <param name="Arrange">What was there before; its answer is handed on.</param>
/// <param name="Strike">Runs the command that dies: its arguments are the team, what was arranged and the point's word.</param>
public sealed record KillScenario(KillPoint Point, string Name, Func<Team, string> Arrange, Func<Team, string, string, OvRun> Strike)
{
    /// <summary>The run's target; one that is checked out lands in its checkout.</summary>
    public string Target { get; init; } = "ov/work";

    /// <summary>The detached host dies, not the command.</summary>
    public bool InHost { get; init; }

    /// <summary>What else must hold when the tick has been.</summary>
    public Action<Team, string>? Afterwards { get; init; }

    public override string ToString() => $"{Point.Word()} ({Name})";
}

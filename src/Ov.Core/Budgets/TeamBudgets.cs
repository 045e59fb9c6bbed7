using Ov.Core.Agents;
using Ov.Core.Config;

namespace Ov.Core.Budgets;

/// <summary>The limits that hold for one agent: its own, its task's, its run's and the day's.</summary>
public sealed record TeamBudgets(Budget Agent, Budget Task, Budget Run, Budget Day)
{
    public static readonly TeamBudgets None = new(Budget.None, Budget.None, Budget.None, Budget.None);

    /// <param name="role">Whose own limits go before those of every agent; null where no agent is meant.</param>
    /// <exception cref="OvException">invalid-config.</exception>
    public static TeamBudgets In(OvConfig config, string? role = null)
    {
        var all = config.Budgets;
        var own = role is null ? Budget.None : Roles.In(config).Budget(role);
        var every = all.GetValueOrDefault("agent") ?? Budget.None;
        return new TeamBudgets(
            new Budget(own.Turns ?? every.Turns, own.Tokens ?? every.Tokens, own.CostUsd ?? every.CostUsd, own.Minutes ?? every.Minutes),
            all.GetValueOrDefault("task") ?? Budget.None, all.GetValueOrDefault("run") ?? Budget.None, all.GetValueOrDefault("day") ?? Budget.None);
    }

    /// <summary>As they are written now. A configuration that got broken meanwhile must not end or hold an agent at work.</summary>
    internal static TeamBudgets Of(OvApp app, AgentRecord agent) => TurnChoices.Try(() => In(app.Config, agent.Role), None);
}

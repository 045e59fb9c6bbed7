namespace Ov.Core.Hooks;

/// <summary>What a runtime's hooks report with <c>ov log</c>.</summary>
public enum HookEvent
{
    ToolStart,
    ToolEnd,
    TurnStart,
    TurnEnd,
    SessionEnd,
}

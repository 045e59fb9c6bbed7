using Ov.Core.Agents;
using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges one program that a command starts.</summary>
internal sealed class CallJudge(GuardFacts facts)
{
    private readonly WriteJudge _writes = new(facts);
    private readonly GitJudge _git = new(facts);
    private readonly WaitJudge _waits = new();

    public GuardVerdict? Of(ShellCall call) =>
        TamperJudge.OfVariables(call)
        ?? (call.IsFunction ? null : Program(call))
        ?? Redirections(call)
        ?? (call.IsFunction || call.Name is "" ? null : Stanced(call) ?? _waits.Of(call));

    private GuardVerdict? Program(ShellCall call) => call.Program switch
    {
        null or "" => null,
        "git" => _git.Of(call),
        "ov" or "overstory" => TamperJudge.OfOv(call),
        _ => ProcessJudge.Of(call) ?? PublishJudge.Of(call) ?? _writes.OfLedger(call) ?? _writes.OfProgram(call),
    };

    private GuardVerdict? Redirections(ShellCall call)
    {
        foreach (var opening in call.Openings.Where(opening => opening.Redirect.Writes))
        {
            if (_writes.Of(new GuardWrite(opening.Target), call, "a redirection") is { } denied)
            {
                return denied;
            }
        }

        return null;
    }

    /// <summary>What the role may start at all.</summary>
    private GuardVerdict? Stanced(ShellCall call)
    {
        if (facts.Stance == Stance.Writes)
        {
            return null;
        }

        if (call.HidesScript)
        {
            return GuardVerdict.Deny(GuardRules.Unreadable, "A shell runs a script here that cannot be read beforehand.");
        }

        if (call.Program is not { } program)
        {
            return GuardVerdict.Deny(GuardRules.Unreadable, "Which program this starts is only known when it runs.");
        }

        if (facts.Stance == Stance.Coordinates && !ReadingPrograms.Has(call, program))
        {
            return GuardVerdict.Deny(GuardRules.CoordinateOnly, $"This starts '{program}', and a role that coordinates only reads.");
        }

        return null;
    }
}

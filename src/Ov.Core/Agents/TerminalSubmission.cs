using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Core.Terminals;

namespace Ov.Core.Agents;

/// <summary>
/// Pastes one prompt and submits it. That keys were pressed proves nothing: a hook of the program or mail it read does, and failing
/// these a screen that shows it at work.
/// </summary>
/// <param name="hasHooks">The program says by itself that it took a prompt, so its screen counts only when it was given time to.</param>
internal sealed class TerminalSubmission(OvApp app, TerminalWatch watch, string agentId, bool hasHooks)
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(400);

    /// <summary>How long each Enter is given to show anything: a program on a busy machine draws late, and the last one waits for it.</summary>
    private static readonly int[] SecondsOfEnters = [1, 2, 4, 40];

    /// <summary>How long evidence may take once the screen has changed.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromSeconds(4);

    /// <summary>How long a program seen at work may take to call its hook: on a busy machine each is slow to start.</summary>
    private static readonly TimeSpan HookReaction = TimeSpan.FromSeconds(20);

    /// <summary>So many looks in a row show work, and no screen in passing.</summary>
    private const int LooksAtWork = 3;

    private readonly TimeProvider _clock = TimeProvider.System;

    /// <summary>The failure, or the type of the event that proves it; empty when only the screen does.</summary>
    public (TurnFailure? Failure, string Evidence) Submit(string prompt)
    {
        if (watch.Server.Look() is { InHistory: true })
        {
            watch.Server.LeaveHistory();
        }

        watch.Mark();
        watch.Server.Paste(prompt);
        watch.Pause(Settle);
        foreach (var seconds in SecondsOfEnters)
        {
            if (Hindrance() is { } hindrance)
            {
                return (hindrance, "");
            }

            var before = watch.Screen;
            watch.Server.Press("Enter");
            if (Await(before, TimeSpan.FromSeconds(seconds)) is { } evidence)
            {
                Record(evidence);
                return (null, evidence);
            }
        }

        return (Hindrance() ?? Untaken("nothing showed that it took it"), "");
    }

    /// <summary>A question that came up over the prompt, which Enter would answer, or a program that has ended.</summary>
    private TurnFailure? Hindrance() => watch.Look(out var pane) == ScreenState.Dialog ? Untaken("a question for a person came up over its prompt")
        : pane is { IsDead: false } ? null : watch.Ended(pane, "while its prompt was pasted");

    /// <summary>Null when Enter is to be pressed again: the text is still in the prompt, or nothing came of it.</summary>
    private string? Await(string before, TimeSpan patience)
    {
        var (began, working) = (_clock.GetTimestamp(), 0);
        while (_clock.GetElapsedTime(began) is var waited && (waited < patience || (waited < Reaction && watch.Screen != before) || (hasHooks && working > 0 && waited < HookReaction)))
        {
            watch.Pause(Settle);
            if (watch.Taken() is { } sign)
            {
                return sign;
            }

            working = watch.Look(out var pane) == ScreenState.Busy ? working + 1 : 0;
            if (working >= LooksAtWork && !hasHooks)
            {
                return "";
            }

            if (pane is not { IsDead: false })
            {
                return null;
            }
        }

        return working >= LooksAtWork ? "" : null;
    }

    private static TurnFailure Untaken(string why) =>
        new(TurnFailureKind.Process, $"the prompt was pasted into its terminal, and {why}");

    private void Record(string evidence)
    {
        app.Ledger.Write(tx =>
        {
            var agent = AgentStore.ById(tx.Sql, agentId)!;
            tx.Record(new EventDraft("terminal.submitted")
            {
                RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Subject = evidence.Length > 0 ? evidence : "screen",
                Text = evidence.Length > 0 ? $"the prompt was taken: {evidence}" : "the prompt seems taken: the screen shows work; no hook said so",
            });
        });
        app.CloseLedger();
    }
}

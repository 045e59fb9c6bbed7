using Ov.Core.Agents;
using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>
/// Whether an agent may make a tool call. Pure: facts and call in, verdict out. Shell commands are read as the shell reads them and judged one
/// started program at a time, so text inside quotes is text.
/// </summary>
public static class GuardDecision
{
    /// <summary>Characters of a command that are read; a longer one counts as unreadable.</summary>
    public const int TextLimit = 1024 * 1024;

    /// <summary>Tools of runtimes that go around the ledger.</summary>
    private static readonly HashSet<string> SideChannels = new(StringComparer.OrdinalIgnoreCase)
    {
        "Task", "Agent", "TeamCreate", "TeamDelete", "SendMessage", "AskUserQuestion", "EnterPlanMode", "EnterWorktree", "ExitWorktree", "CronCreate", "RemoteTrigger",
        "spawn_agent", "request_user_input", "ask_user", "question",
    };

    public static GuardVerdict Of(GuardFacts facts, GuardCall call) => call switch
    {
        GuardCall.Shell shell => Shell(facts, shell),
        GuardCall.Files files => new WriteJudge(facts).OfTool(files),
        _ when SideChannels.Contains(call.Tool) => GuardVerdict.Deny(GuardRules.NoSideChannels, $"The tool {call.Tool} works around the team that ov keeps."),
        _ => GuardVerdict.Allow,
    };

    private static GuardVerdict Shell(GuardFacts facts, GuardCall.Shell shell)
    {
        var judge = new CallJudge(facts);
        GuardVerdict? found = null;
        try
        {
            if (shell.Text.Length > TextLimit)
            {
                throw new ShellSyntaxException("it is too long", 0);
            }

            ShellUnwrap.Through(shell.Text, new ShellState(shell.Folder, facts.Variables), (call, state) => found ??= judge.Of(call) is { IsAllowed: false } denied ? denied : null);
        }
        catch (ShellSyntaxException mistake)
        {
            // What was read before counts; of the rest a writer's shell will complain itself.
            return found ?? (facts.Stance == Stance.Writes ? GuardVerdict.Allow : GuardVerdict.Deny(GuardRules.Unreadable, $"This command cannot be read: {mistake.Message}."));
        }

        return found ?? GuardVerdict.Allow;
    }
}

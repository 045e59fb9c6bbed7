using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Text;
using Ov.Core.Watching;
using Ov.Commands;

namespace Ov.Dashboard;

/// <summary>Something that can be selected, and the commands that its keys stand for; an empty one is none.</summary>
/// <param name="Key">Stays the same from one look to the next.</param>
/// <param name="Detail">Said of it below while it is selected.</param>
internal sealed record DashboardItem(string Key, string Text, string Detail, IReadOnlyList<string> Open)
{
    public string? Agent { get; init; }

    /// <summary>Lets it pass.</summary>
    public IReadOnlyList<string> Approve { get; init; } = [];

    /// <summary>What an answer completes.</summary>
    public DashboardPrompt? Answer { get; init; }

    public static DashboardItem Of(StatusNeed need)
    {
        var item = new DashboardItem($"need:{need.Kind}:{need.Subject}", $"{(need.Kind is "question" or "gate" or "overdue" ? '?' : '!')} {need.Text}", need.Command ?? "", ["show", need.Subject]);
        return need.Kind switch
        {
            "gate" => item with
            {
                Open = ["gate", "show", need.Subject], Approve = ["gate", "approve", need.Subject],
                Answer = new DashboardPrompt(PromptKind.WordAndBody, "Answer, then a word on it", ["gate", "answer", need.Subject]),
            },
            "question" or "escalation" => item with { Open = ["mail", "read", need.Subject], Answer = new DashboardPrompt(PromptKind.Body, "Answer", ["mail", "answer", need.Subject]) },
            "mail" when need.Subject.StartsWith("msg-", StringComparison.Ordinal) =>
                item with { Open = ["mail", "read", need.Subject], Answer = new DashboardPrompt(PromptKind.Body, "Reply", ["mail", "reply", need.Subject]) },
            "mail" => item with { Open = ["mail", "list", "--to", need.Subject] },
            "overdue" => item with { Open = ["mail", "read", need.Subject] },
            "agent" or "orphaned-agents" => item with { Open = ["inspect", need.Subject], Agent = need.Subject },
            "landing" or "trust" or "config" => item with { Open = ["status"] },
            _ => item,
        };
    }

    /// <param name="work">How far its branch is; null when nobody looked.</param>
    public static DashboardItem Of(StatusAgent agent, string? cost, BranchWork? work, DateTimeOffset now)
    {
        var task = agent.TaskTitle is null ? "" : $"  #{agent.TaskNumber} {agent.TaskTitle}";
        var text = $"{Mark(agent.State)} {TextColumns.Pad(VisibleText.OneLine(agent.AgentName), 14)} {agent.State.Word(),-9} {Age.Of(now - agent.Since),4}{(cost is null ? "        " : $" {cost,7}")}{task}";
        return new DashboardItem($"agent:{agent.AgentName}", text, $"{agent.AgentName}: {Work(work)}{agent.Reason}; {string.Join("; ", agent.Evidence)} ({agent.Confidence.Word()})", ["inspect", agent.AgentName]) { Agent = agent.AgentName };
    }

    public static DashboardItem Of(StatusMerge merge) =>
        new($"merge:{merge.Id}", $"{merge.State.Word(),-10} {merge.Branch} → {merge.Target}", merge.Reason ?? "", ["review", "show", merge.Branch]) { Approve = ["review", "approve", merge.Branch] };

    public static DashboardItem Of(OverviewMail mail, DateTimeOffset now) =>
        new($"mail:{mail.Id}", $"{Age.Of(now - mail.CreatedAt),4} {mail.From} → {mail.To} [{mail.State}] {mail.Subject}", $"{mail.Type} {mail.Id}", ["show", mail.Id]) { Answer = new DashboardPrompt(PromptKind.Body, "Reply", ["mail", "reply", mail.Id]) };

    private static string Work(BranchWork? work)
    {
        var parts = new[] { (work?.Ahead, "ahead"), (work?.Behind, "behind"), (work?.Uncommitted, "uncommitted") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}").ToList();
        return parts.Count == 0 ? "" : $"{string.Join(", ", parts)}; ";
    }

    /// <summary>A mark beside the word, for the eye that runs down the list.</summary>
    private static char Mark(SeenState state) => state switch
    {
        SeenState.Working or SeenState.Booting => '*',
        SeenState.Idle or SeenState.Completed or SeenState.Stopped => '-',
        SeenState.Waiting => '?',
        _ => '!',
    };
}

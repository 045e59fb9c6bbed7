using System.Globalization;
using Ov.Cli;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary>A close look for people.</summary>
internal static class InspectView
{
    private const int StatsShown = 10;

    public static void Write(AgentInspection look, DateTimeOffset now, TextView view)
    {
        var agent = look.Session;
        view.Line($"{agent.AgentName} [{agent.State.Word()}] {agent.Capability}: {VisibleText.OneLine(agent.Reason)}");
        foreach (var (name, value) in Facts(look, now))
        {
            if (!string.IsNullOrEmpty(value))
            {
                view.Line($"  {name,-9} {VisibleText.OneLine(value)}");
            }
        }

        WriteTools(look, view);
        Part(view, "Events", look.Events.Select(record => $"{Clock(record.CreatedAt)} {(record.Level == "info" ? ' ' : '!')} {record.EventType,-16} {VisibleText.OneLine(record.Text ?? "")}"));
        Part(view, $"Output of turn {look.Turn.Number}", look.Turn.Output.Select(line => $"| {VisibleText.OneLine(line)}"));
    }

    public static void WriteMessages(Conversation conversation, TextView view)
    {
        foreach (var spoken in conversation.Messages)
        {
            view.Line($"{Clock(spoken.CreatedAt)} {spoken.From}{(spoken.To is { } to ? $" → {to}: {VisibleText.OneLine(spoken.Subject ?? "")}" : "")}");
            foreach (var line in spoken.Text.Split('\n').Where(line => line.Trim().Length > 0))
            {
                view.Line($"  {VisibleText.OneLine(line.TrimEnd())}");
            }
        }

        if (conversation.Total == 0)
        {
            view.Hint($"{conversation.AgentName} has said nothing, and nobody has written to it");
        }
        else if (conversation.More)
        {
            view.Hint($"{conversation.Total} shown, older ones exist: --limit");
        }
    }

    public static void WriteChildren(AgentFamily family, DateTimeOffset now, TextView view)
    {
        if (family.Total == 0)
        {
            view.Hint($"{family.AgentName} has started nobody");
            return;
        }

        view.Table(
            ["NAME", "ROLE", "STATE", "SINCE", "PARENT", "TASK", "TURN", "MAIL"],
            family.Children.Select(child => new[]
            {
                child.AgentName, child.Capability, child.State.Word(), Age.Of(now - child.Since), child.ParentAgent ?? "", child.TaskNumber is { } number ? $"#{number} {child.TaskTitle}" : "",
                child.Turn.ToString(CultureInfo.InvariantCulture), child.UnreadMail == 0 ? "" : child.UnreadMail.ToString(CultureInfo.InvariantCulture),
            }));
        view.Hint(family.More ? $"{family.Total} shown, older ones exist: --limit" : "What one of them said: ov inspect <agent> --messages");
    }

    public static void WriteContext(ContextUse use, DateTimeOffset now, TextView view)
    {
        view.Line($"{use.AgentName}: {(use.Context is { } context ? string.Create(CultureInfo.InvariantCulture, $"{context.Percent} % of {context.Limit} tokens ({context.Status.Word()}, {context.Trend.Word()})") : "its runtime does not say how full its window is")}");
        view.Line($"  session   {(use.SessionId is { } session ? VisibleText.OneLine(session) : "the next turn begins a new one")}");
        view.Line($"  tokens    {(use.Usage.Turns == 0 ? "none yet" : CostWords.Sentence(use.Usage))}");
        if (use.Compactions is [.., var last])
        {
            view.Line($"  compacted {use.Compactions.Count} times, last {Age.Of(now - last)} ago");
        }

        if (use.Advice is { } advice)
        {
            view.Hint(advice);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Facts(AgentInspection look, DateTimeOffset now)
    {
        var (agent, turn, mail) = (look.Session, look.Turn, look.Mail);
        yield return ("evidence", $"{string.Join("; ", agent.Evidence)} ({agent.Confidence.Word()})");
        yield return ("run", agent.RunName);
        yield return ("task", agent.TaskNumber is { } number ? $"#{number} {agent.TaskTitle}" : null);
        yield return ("turn", Turn(turn));
        yield return ("tokens", look.Usage.Turns == 0 ? null : CostWords.Sentence(look.Usage));
        yield return ("context", look.Context is { } context ? string.Create(CultureInfo.InvariantCulture, $"{context.Percent} % of {context.Limit} tokens ({context.Status.Word()}, {context.Trend.Word()})") : null);
        yield return ("branch", agent.BranchName);
        yield return ("worktree", agent.WorktreePath);
        yield return ("scope", string.Join(", ", agent.FileScope));
        yield return ("parent", agent.ParentAgent);
        yield return ("children", string.Join(", ", look.Children.Select(child => $"{child.AgentName} {child.State.Word()}{(child.TaskNumber is { } task ? $" #{task}" : "")}")));
        yield return ("mail", $"{mail.Waiting} waiting, {mail.InHand} in hand{(mail.LastSentAt is { } sent ? $", last sent {Age.Of(now - sent)} ago" : "")}");
        yield return ("asks", look.OpenQuestion is { } asked ? $"{asked.To}: {asked.Subject} ({asked.Id}, {Age.Of(now - asked.AskedAt)} ago)" : null);
        yield return ("file", look.CurrentFile);
    }

    private static string Turn(InspectedTurn turn)
    {
        var took = turn.DurationMs is { } ms ? Took(ms) : "";
        var failed = turn.FailedTurns > 0 ? $", {turn.FailedTurns} failed in a row" : "";
        return turn.Number == 0 ? "none yet" : turn.Running ? $"{turn.Number} runs, {took} so far{failed}" : $"{turn.Outcome ?? turn.Number.ToString(CultureInfo.InvariantCulture)}{(took.Length > 0 ? $", {took}" : "")}{failed}";
    }

    private static void WriteTools(AgentInspection look, TextView view)
    {
        Part(view, "Tools", look.ToolStats.Take(StatsShown).Select(stat =>
            $"{VisibleText.OneLine(stat.ToolName),-16} {stat.Count,4}{(stat.AvgDurationMs is { } average ? $"  {Took(average)} on average, {Took(stat.MaxDurationMs ?? 0)} at most" : "")}"));
        Part(view, "Calls", look.RecentToolCalls.Select(call =>
            $"{Clock(call.Timestamp)} {VisibleText.OneLine(call.Summary)}{(call.Running ? "  (running)" : call.DurationMs is { } ms ? $"  {Took(ms)}" : "")}"));
    }

    private static void Part(TextView view, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        view.Line();
        view.Line(heading);
        foreach (var line in all)
        {
            view.Line($"  {line}".TrimEnd());
        }
    }

    private static string Took(long ms) => ms < 10_000 ? $"{ms} ms" : Age.Of(TimeSpan.FromMilliseconds(ms));

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}

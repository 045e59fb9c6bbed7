using Ov.Cli;
using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Commands.Gates;

/// <summary>Gates for people.</summary>
internal static class GateView
{
    public static void WriteList(GateListAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No gate and no question waits for you");
            return;
        }

        view.Table(
            ["WHAT", "ID", "STATE", "TASK", "QUESTION", "FROM"],
            answer.Questions.Select(item => new[] { item.Kind.Word(), item.Id, "pending", Number(item.TaskNumber), item.Title, item.From ?? "" })
                .Concat(answer.Gates.Select(gate => new[] { gate.Kind.Word(), gate.Id, gate.Answer?.Word() ?? gate.State.Word(), Number(gate.TaskNumber), gate.Question, gate.OpenedBy })), "FROM", "TASK");
    }

    public static void Write(GateItem gate, TextView view)
    {
        view.Heading(gate.Question);
        Field(view, "gate", $"{gate.Id}, {gate.Kind.Word()}, {gate.State.Word()}");
        Field(view, "task", gate.TaskTitle is null ? null : $"#{gate.TaskNumber} {gate.TaskTitle}");
        Field(view, "from", $"{gate.OpenedBy}, {UtcMillis.Format(gate.OpenedAt)}");
        Field(view, "expires", gate.ExpiresAt is { } end ? UtcMillis.Format(end) : null);
        Field(view, "holds", string.Join(", ", gate.Holds.Select(point => point.Word())));
        Field(view, "answer", gate.Answer is { } answer ? $"{answer.Word()}, by {gate.DecidedBy}" : null);
        Field(view, "words", gate.Text);
        if (gate.Evidence.Length > 0)
        {
            view.Line();
            foreach (var line in MailFence.BodyLines(gate.Evidence))
            {
                view.Line(line);
            }
        }
    }

    public static void WriteWhole(GateShowAnswer answer, TextView view)
    {
        Write(answer.Gate, view);
        if (answer.Gate.Answers.Count > 0)
        {
            view.Line();
            view.Hint(GateRules.How(answer.Gate.Id, answer.Gate.Answers));
        }
    }

    public static void WriteDecided(GateItem gate, TextView view)
    {
        view.Ok($"{gate.Id}, {gate.Kind.Word()}: {gate.Answer?.Word()}");
        if (gate.Holds.Count > 0)
        {
            view.Hint($"It goes on holding ({string.Join(", ", gate.Holds.Select(point => point.Word()))}) until the same is asked again");
        }
    }

    public static void WriteOpened(GateShowAnswer answer, TextView view)
    {
        if (answer.Gate.State == GateState.Pending)
        {
            view.Ok($"{answer.Gate.Id} waits for an answer: {answer.Gate.Question}");
            view.Hint($"ov gate show {answer.Gate.Id}");
        }
        else
        {
            WriteDecided(answer.Gate, view);
        }
    }

    public static void WriteCheck(GateCheckAnswer answer, TextView view)
    {
        foreach (var step in answer.Steps)
        {
            var found = step.Results.Format == "exit" ? "" : $" ({step.Results.Passed} passed, {step.Results.Failed} failed, {step.Results.Errors} errors, {step.Results.Skipped} skipped, {step.Results.Warnings} warnings)";
            view.Line($"{(step.Passed ? "✓" : "✗")} {step.Name}{found}{(step.Passed ? "" : $": {string.Join("; ", step.Reasons)}")}");
            Issues(step.Results.Issues, view);
        }

        Issues(answer.Issues, view);
        foreach (var criterion in answer.Criteria)
        {
            view.Line($"{(criterion.Met ? "✓" : "✗")} {criterion.Number}. {criterion.Text}: {criterion.Evidence}");
        }

        view.Line($"{(answer.Passed ? "✓" : "✗")} {answer.Round.Word()} of task {answer.TaskNumber} {(answer.Passed ? "passed" : $"did not pass: {string.Join("; ", answer.Reasons)}")}");
        if (answer.Breaker is { } gate)
        {
            view.Hint($"{gate.Question} See 'ov gate show {gate.Id}'.");
        }
        else if (answer.GaveUp)
        {
            view.Hint("Your checks failed three times, so your attempt has ended as failed. Your work is kept, and whoever you work for reads what failed. Stop here.");
        }
        else if (!answer.Passed && answer.Round != CheckRound.Criteria)
        {
            view.Hint($"{answer.Fixes} of {answer.Most} fixes used");
        }
    }

    private static void Issues(IReadOnlyList<CheckIssue> issues, TextView view)
    {
        foreach (var issue in issues)
        {
            view.Line($"  {issue.Severity.Word()}: {(issue.Where is { } where ? $"{where}: " : "")}{issue.What}{(issue.Suggestion is { } mend ? $" ({mend})" : "")}");
        }
    }

    private static string Number(int? number) => number is { } known ? $"#{known}" : "";

    private static void Field(TextView view, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            view.Field(name, 8, value);
        }
    }
}

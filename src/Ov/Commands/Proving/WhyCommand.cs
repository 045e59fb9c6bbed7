using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Ledger;
using Ov.Core.Proving;

namespace Ov.Commands.Proving;

/// <summary><c>ov why</c>: from a line of code to whom it is owed.</summary>
internal static class WhyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var what = new Argument<string>("what") { Description = "path:line, a path, a commit, a task or a merge." }.Completes(Candidate.File, Candidate.Task, Candidate.Merge);
        var at = new Option<string?>("--at") { Description = "The branch or commit that is asked; else what is checked out.", HelpName = "revision" }.Completes(Candidate.Branch);
        return runner.Define(
            new Command("why", "Trace a line or a commit to its landing, task, agent and cost") { what, at },
            new CommandGuide("ov why README.md:1", "ov why HEAD --json", "ov why 2")
            {
                Answer = () => ProvingJson.Default.WhyAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["prove", "show", "costs"],
                About = "A commit leads to its landing by its trailer, by the ledger, by the merge that brought it in, or by what it changes: then the history was rewritten, and the answer says so. "
                    + "Lines are those of the commit, not of uncommitted edits.",
            },
            (app, parse) =>
            {
                var why = Why.Of(app, parse.GetValue(what)!, parse.GetValue(at));
                return CommandResult.Of(app.Ledger.Read(sql => WhyAnswer.Of(sql, why)), () => ProvingJson.Default.WhyAnswer, Write);
            });
    }

    private static void Write(WhyAnswer why, TextView view)
    {
        Field(view, "commit", why.Commit is { } commit ? $"{commit.Commit[..12]} {commit.Subject} ({commit.Author})" : null);
        Field(view, "brought by", why.Brought is { } brought && brought != why.Commit?.Commit ? brought[..12] : null);
        Field(view, "merge", why.Merge is { } merge ? $"{merge.Id}: {merge.BranchName} into {merge.Target}, {merge.Status.Word()}{(why.Rewritten ? " (rewritten, matched)" : "")}" : "none that ov knows of");
        foreach (var gate in why.Gates)
        {
            Field(view, "gate", $"{gate.Command}: {(gate.Passed ? "passed" : "failed")}");
            view.Raw(gate.Output);
        }

        Field(view, "task", why.Task is { } task ? $"#{task.Number} {task.Title}" : null);
        Field(view, "summary", why.Task?.Summary);
        Field(view, "run", why.Run);
        Field(view, "agent", why.Agent is { } agent ? $"{agent.Name}, {Article.Of(agent.Role)} on {agent.Runtime}{(agent.Model is { } model ? $" ({model})" : "")}" : null);
        Field(view, "cost", why.Used is { Turns: > 0 } used ? string.Create(CultureInfo.InvariantCulture, $"{CostWords.Number(used.InputTokens + used.OutputTokens)} tokens in {used.Turns} turns{(CostWords.Spent(used) is { } cost ? $", {cost}" : "")}") : null);
        foreach (var mail in why.Mail)
        {
            Field(view, "mail", $"{mail.Id} {mail.From} to {mail.To}: {mail.Subject}");
        }
    }

    private static void Field(TextView view, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            view.Field(name, 10, value);
        }
    }
}

using System.Globalization;
using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Runtimes;

/// <summary>What one agent has to know of its assignment. Short beats complete: every byte is paid for on every turn.</summary>
public static class Overlay
{
    private const string Desk = """

        ## At this desk

        A person sits at this screen and decides with you. Each ov command of yours that changes something is only a proposal: it says what it would do, and the person
        confirms or refuses it in another terminal with 'ov coordinator confirm'. Then run exactly the same command again. Commands that only read run at once.
        Standard input is not taken: write texts out, as in --body "...".

        """;

    public static string Render(OverlayFacts facts)
    {
        var text = new StringBuilder();
        Head(text, facts);
        Task(text, facts);
        Place(text, facts);
        Extras(text, facts);
        text.Append(facts.Lessons);
        Reporting(text, facts);
        return text.ToString();
    }

    private static void Head(StringBuilder text, OverlayFacts facts)
    {
        var agent = facts.Agent;
        text.Append(CultureInfo.InvariantCulture, $"# You are {agent.Name}, {Article.Of(agent.Role)}\n\n").Append(Duty(facts)).Append('\n');
        if (agent.Incarnation > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"You are incarnation {agent.Incarnation}: an earlier {agent.Name} ended. Look at what is there already (git log, git status) before you begin.\n");
        }
    }

    private static string Duty(OverlayFacts facts) => facts.Agent.Role switch
    {
        "coordinator" => "Split the objective into tasks, sling leads on them, follow their mail, and report to the operator.",
        "lead" => "Split your task into smaller ones with disjoint scopes, sling agents on them, review what they report, and hand their branches to the merge queue.",
        "scout" => "Find out what your task asks and report it. You change no files.",
        "reviewer" => "Review the work your task names and report what you find. You change no files.",
        "tester" => "Write and run the tests your task asks for, and commit them.",
        "merger" => "Bring the branches your task names together, keeping what both sides meant, and commit the result.",
        "planner" => "Work out the plan your task asks for and report it. You change no files.",
        "monitor" => "Watch the run and report what needs somebody. You change no files.",
        _ => facts.IsReadOnly ? "Do what your task asks and report it. You change no files." : "Do what your task asks, commit it, and report.",
    };

    private static void Task(StringBuilder text, OverlayFacts facts)
    {
        if (facts.Task is not { } task)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {facts.Run.Name}\n\n");
            text.Append(facts.Run.Objective.Length > 0 ? $"Objective: {facts.Run.Objective}\n" : "The objective comes by mail.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Task {task.Number}: {task.Title}\n\nId {task.Id}, attempt {task.Attempts}.\n");
        if (task.Body.Length > 0)
        {
            text.Append('\n').Append(task.Body.TrimEnd()).Append('\n');
        }

        if (task.Criteria.Count > 0)
        {
            text.Append("\nIt is done when:\n");
            List(text, task.Criteria);
        }

        text.Append(facts.Briefing.SpecFile is { } spec ? $"\nSpec: {spec}\n" : $"\nSpec, if one was written: ov spec show {task.Id}\n");
    }

    private static void Place(StringBuilder text, OverlayFacts facts)
    {
        var agent = facts.Agent;
        text.Append("\n## Where\n\n");
        if (facts.Task is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {agent.Worktree}, which shows {agent.BaseBranch} at {Short(agent.BaseCommit)} and does not follow it; newer: git show {agent.BaseBranch}:<file>. You change nothing in it.\n");
            text.Append(CultureInfo.InvariantCulture, $"- The run lands on {facts.Run.Target}.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"- Worktree: {agent.Worktree} (stay inside it)\n");
        text.Append(CultureInfo.InvariantCulture, $"- Branch: {agent.Branch}, cut from {agent.BaseBranch} at {Short(agent.BaseCommit)}; it lands on {facts.Run.Target}. Never push, never switch branches.\n");
        if (facts.Sparse.Count > 0)
        {
            text.Append("- Checked out are the files of the root and of ").AppendJoin(", ", facts.Sparse).Append(" only. More, when you need them: git sparse-checkout add <folder>\n");
        }

        if (!facts.IsReadOnly)
        {
            text.Append(agent.Scope.Count == 0 ? "- Files: no restriction\n" : "- Files you may change, and nobody else does:\n");
            foreach (var glob in agent.Scope)
            {
                text.Append("  - ").Append(glob).Append('\n');
            }

            text.Append(agent.Scope.Count == 0 ? "" : "  More: ov scope request <path> --reason why\n");
        }
    }

    private static void Extras(StringBuilder text, OverlayFacts facts)
    {
        if (facts.Briefing.Siblings.Count > 0)
        {
            text.Append("\nWorking beside you on other branches: ").AppendJoin(", ", facts.Briefing.Siblings).Append(". Their changes land without you. When one has, and you are told: git rebase ").Append(facts.Run.Target).Append(", then the checks again.\n");
        }

        if (facts.MaySpawn.Count > 0)
        {
            text.Append("\nYou may sling: ").AppendJoin(", ", facts.MaySpawn).Append(". For example: ov sling \"what to do\" --role builder --files \"src/a/**\"\n");
            if (facts.Agent.MaxChildren is { } most)
            {
                text.Append(CultureInfo.InvariantCulture, $"At most {most} of them at once.\n");
            }

            text.Append(facts.Briefing.SkipScout ? "No scout is needed first.\n" : "").Append(facts.Agent.SkipReview ? "No review is needed before their work goes to the queue.\n" : "");
        }

        if (facts.Budget.Limits is { Count: > 0 } limits)
        {
            text.Append("\nYou have at most ").AppendJoin(", ", limits).Append("; report before they are used up.\n");
        }

        if (facts.Definition is { } definition)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## How this project's {facts.Agent.Role} works\n\n").Append(definition).Append('\n');
        }

        if (facts.Briefing.Prompt is { } prompt)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {facts.Parent} says\n\n").Append(prompt.TrimEnd()).Append('\n');
        }

        if (facts.Briefing.Handoff is { } handoff)
        {
            text.Append('\n').Append(handoff.TrimEnd()).Append('\n');
        }

        if (facts.Briefing.Profile is { } profile)
        {
            text.Append('\n').Append(profile.TrimEnd()).Append('\n');
        }
    }

    private static void Reporting(StringBuilder text, OverlayFacts facts)
    {
        if (facts.Checkpoint is { } checkpoint)
        {
            text.Append("\n## Your checkpoint\n\n").Append(checkpoint.TrimEnd()).Append('\n');
        }

        if (facts.Agent.IsDesk)
        {
            text.Append(Desk);
        }

        if (facts.Task is null)
        {
            text.Append("\n## Mail\n\n- New mail comes with each turn; more arrives meanwhile: ov mail check\n- Answer it in its thread: ov mail reply <id> --body \"...\"\n");
            text.Append(CultureInfo.InvariantCulture, $"- To {facts.Parent}: ov mail send --to {facts.Parent} --subject \"...\" --body \"...\"\n");
            text.Append(CultureInfo.InvariantCulture, $"- What you must not forget: ov note write {facts.Agent.Name} --kind checkpoint --body \"...\"\n");
            text.Append("\nThe turn ends when you do; then you rest until mail comes.\n");
            return;
        }

        var done = facts.IsReadOnly ? "result" : "worker_done";
        text.Append("\n## Reporting\n\n");
        text.Append("- New mail comes with each turn; more arrives meanwhile: ov mail check\n");
        text.Append(CultureInfo.InvariantCulture, $"- Finished{(facts.IsReadOnly ? "" : " and committed")}: ov mail send --to {facts.Parent} --type {done} --subject \"...\" --body \"what you did\"\n");
        text.Append(CultureInfo.InvariantCulture, $"- A question: ov mail ask --to {facts.Parent} --subject \"...\" --body \"...\"\n");
        text.Append(CultureInfo.InvariantCulture, $"- Stuck: ov mail send --to {facts.Parent} --type escalation --severity warning|error|critical --subject \"...\" --body \"...\"\n");
        text.Append("\nThe turn ends when you do; without a report your task stays open.\n");
    }

    private static void List(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append("- ").Append(line).Append('\n');
        }
    }

    private static string Short(string? oid) => oid is { Length: > 10 } ? oid[..10] : oid ?? "?";
}

using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Adopting;

/// <summary>
/// The rows that an import writes, decided from what was read. Whatever ended in Overstory stays history; work that has not landed
/// becomes open tasks of one active run, so that it is seen and can be landed or taken up again.
/// </summary>
internal sealed record AdoptionPlan(
    IReadOnlyList<AdoptedRun> Runs, IReadOnlyList<AdoptedTask> Tasks, IReadOnlyList<AdoptedAgent> Agents, IReadOnlyList<AdoptedMessage> Messages,
    IReadOnlyList<AdoptedMerge> Merges, IReadOnlyList<AdoptedGroup> Groups, IReadOnlyList<AdoptedSpec> Specs, IReadOnlyList<string> Problems)
{
    public bool IsEmpty => Runs.Count + Tasks.Count + Agents.Count + Messages.Count + Merges.Count + Groups.Count + Specs.Count == 0;

    public static AdoptionPlan For(OverstoryFacts found, AdoptionGround ground, AdoptionHistory history)
    {
        var facts = found.Since(history);
        var problems = new List<string>(facts.Problems);
        var tasks = AdoptedTasks.For(facts, ground, history);
        var runs = new AdoptedRuns(facts, ground.Target, history, tasks.Any(task => AdoptedTasks.IsOpen(task.State)));
        tasks = [.. tasks.Select(task => task with { Run = runs.For(task) })];
        var openTasks = tasks.Where(task => AdoptedTasks.IsOpen(task.State)).Select(task => task.Key).ToHashSet();
        var agents = AgentsOf(facts, ground, history, runs, openTasks);
        // Before the rows of runs are taken: sessions may need one that nothing else does.
        return new AdoptionPlan(
            runs.New, tasks, agents, AdoptedMails.For(facts, problems), [.. MergesOf(facts, ground, tasks)],
            [.. GroupsOf(facts, history, tasks)], [.. SpecsOf(facts, history, tasks)], problems);
    }

    private static List<AdoptedAgent> AgentsOf(OverstoryFacts facts, AdoptionGround ground, AdoptionHistory history, AdoptedRuns runs, HashSet<string> openTasks)
    {
        var agents = new List<AdoptedAgent>();
        foreach (var session in facts.Sessions.OrderBy(session => session.StartedAt))
        {
            var task = AdoptedTasks.KeyOf(session, ground, history);
            agents.Add(new AdoptedAgent(
                session, AdoptedNames.Of(session.Agent), AdoptedNames.Of(session.Capability), session.IsCompleted ? AgentState.Completed : AgentState.Stopped,
                session.IsCompleted ? "completed in Overstory" : $"{session.State} in Overstory when it was adopted",
                runs.For(session, task is not null && openTasks.Contains(task)), task, ground.Checkouts.GetValueOrDefault(session.Id)));
        }

        return agents;
    }

    /// <summary>Its queue is history: rows are left pending there by mere rehearsals, so none of them may make anything land.</summary>
    private static IEnumerable<AdoptedMerge> MergesOf(OverstoryFacts facts, AdoptionGround ground, IReadOnlyList<AdoptedTask> tasks)
    {
        var keys = tasks.Where(task => task.Branch is not null).ToLookup(task => task.Branch!, task => task.Key);
        foreach (var merge in facts.Merges)
        {
            var landed = merge.Status == "merged";
            var task = keys[merge.Branch].FirstOrDefault() ?? (merge.Task is { Length: > 0 } and not "unknown" ? merge.Task : null);
            yield return new AdoptedMerge(
                merge, task, ground.Target, ground.Tips.GetValueOrDefault(merge.Branch, ""), landed ? MergeState.Landed : MergeState.Withdrawn,
                landed ? null : $"{merge.Status} in Overstory when it was adopted; queue it with: ov merge --branch {merge.Branch}");
        }
    }

    private static IEnumerable<AdoptedGroup> GroupsOf(OverstoryFacts facts, AdoptionHistory history, IReadOnlyList<AdoptedTask> tasks)
    {
        var states = tasks.ToDictionary(task => task.Key, task => task.State);
        var taken = new HashSet<string>(history.GroupNames);
        foreach (var group in facts.Groups)
        {
            var done = group.IsCompleted || (group.Members.Count > 0 && group.Members.All(id => states.TryGetValue(id, out var state) && state == TaskState.Closed));
            yield return new AdoptedGroup(group, done ? group.Name : Unique(group.Name, taken), done ? GroupState.Completed : GroupState.Active);
        }
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var copy = 2; !taken.Add(unique); copy++)
        {
            unique = $"{name}-{copy}";
        }

        return unique;
    }

    private static IEnumerable<AdoptedSpec> SpecsOf(OverstoryFacts facts, AdoptionHistory history, IReadOnlyList<AdoptedTask> tasks)
    {
        var known = tasks.Select(task => task.Key).ToHashSet();
        return facts.Specs.Select(spec => new AdoptedSpec(spec, known.Contains(spec.Task) || history.Knows(AdoptedKind.Task, spec.Task) ? spec.Task : null));
    }
}

using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Adopting;

/// <summary>Writes a plan into the ledger: all of it, in the caller's transaction.</summary>
internal sealed class AdoptionImport
{
    private readonly Tx _tx;
    private readonly AdoptionPlan _plan;
    private readonly Dictionary<(AdoptedKind, string), string> _ids;
    private readonly Dictionary<string, string> _agents = [];

    private AdoptionImport(Tx tx, AdoptionPlan plan, AdoptionHistory history) => (_tx, _plan, _ids) = (tx, plan, new(history.Ids));

    public static void Write(Tx tx, AdoptionPlan plan, AdoptionHistory history, string backup)
    {
        var import = new AdoptionImport(tx, plan, history);
        import.Runs();
        import.Tasks();
        import.Agents();
        import.Messages();
        import.Merges();
        import.Groups();
        import.Specs();
        tx.Record(new EventDraft("project.adopted")
        {
            Actor = Caller.OperatorName, Subject = backup,
            Text = $"from Overstory: {plan.Runs.Count} runs, {plan.Agents.Count} agents, {plan.Tasks.Count} tasks, {plan.Messages.Count} mails, {plan.Merges.Count} merges, "
                + $"{plan.Groups.Count} groups, {plan.Specs.Count} specs",
        });
    }

    private void Runs()
    {
        foreach (var run in _plan.Runs)
        {
            AdoptionStore.Insert(_tx, New(AdoptedKind.Run, run.Key, "run"), run);
        }
    }

    private void Tasks()
    {
        foreach (var task in _plan.Tasks)
        {
            AdoptionStore.Insert(_tx, New(AdoptedKind.Task, task.Key, "task"), Id(AdoptedKind.Run, task.Run)!, task);
        }
    }

    private void Agents()
    {
        foreach (var agent in _plan.Agents)
        {
            var (id, run) = (New(AdoptedKind.Session, agent.Session.Id, "agent"), Id(AdoptedKind.Run, agent.Run)!);
            AdoptionStore.Insert(_tx, id, run, agent.Task is { } task ? Id(AdoptedKind.Task, task) : null, agent);
            _agents[agent.Name] = id;
            if (agent.Checkout is { } checkout && WorktreeStore.AtPath(_tx.Sql, checkout.Path) is null)
            {
                AdoptionStore.Insert(_tx, id, run, checkout, agent.Session.StartedAt);
            }
        }

        foreach (var agent in _plan.Agents)
        {
            if (agent.Session.Parent is { Length: > 0 } parent && AgentNamed(AdoptedNames.Party(parent)) is { } parentId && parentId != _agents[agent.Name])
            {
                AdoptionStore.SetParent(_tx, _agents[agent.Name], parentId);
            }
        }
    }

    private void Messages()
    {
        foreach (var message in _plan.Messages)
        {
            var (sender, recipient) = (AgentNamed(message.Sender), AgentNamed(message.Recipient));
            AdoptionStore.Insert(_tx, message, sender, recipient, RunOf(sender) ?? RunOf(recipient));
            AdoptionStore.Remember(_tx, AdoptedKind.Message, message.Mail.Id, message.Id);
        }
    }

    private void Merges()
    {
        foreach (var merge in _plan.Merges)
        {
            var task = merge.Task is { } key ? Id(AdoptedKind.Task, key) : null;
            var agent = AgentNamed(AdoptedNames.Party(merge.Merge.Agent));
            var run = task is null ? RunOf(agent) : TaskStore.ById(_tx.Sql, task)!.RunId;
            AdoptionStore.Insert(_tx, New(AdoptedKind.Merge, merge.Merge.Id, "merge"), merge, task, agent, run);
        }
    }

    private void Groups()
    {
        foreach (var group in _plan.Groups)
        {
            var id = New(AdoptedKind.Group, group.Group.Id, "group");
            var members = group.Group.Members.Select(member => Id(AdoptedKind.Task, member)).OfType<string>().ToList();
            AdoptionStore.Insert(_tx, id, group, members.Count > 0 ? TaskStore.ById(_tx.Sql, members[0])!.RunId : null);
            foreach (var member in members)
            {
                GroupStore.AddMember(_tx, id, member);
            }
        }
    }

    private void Specs()
    {
        foreach (var spec in _plan.Specs)
        {
            var task = spec.Task is { } key && Id(AdoptedKind.Task, key) is { } taskId ? TaskStore.ById(_tx.Sql, taskId) : null;
            AdoptionStore.Insert(_tx, New(AdoptedKind.Spec, spec.Spec.Task, "note"), spec, task);
        }
    }

    private string New(AdoptedKind kind, string key, string word)
    {
        var id = _tx.NewId(word);
        AdoptionStore.Remember(_tx, kind, key, id);
        return _ids[(kind, key)] = id;
    }

    private string? Id(AdoptedKind kind, string key) => _ids.GetValueOrDefault((kind, key));

    /// <summary>The incarnation a name stands for in what is imported now, else in what was imported before.</summary>
    private string? AgentNamed(string name) => name == Caller.OperatorName ? null
        : _agents.TryGetValue(name, out var id) ? id
        : AgentStore.Newest(_tx.Sql, name) is { CreatedBy: AdoptionStore.CreatedBy } earlier ? earlier.Id : null;

    private readonly Dictionary<string, string> _runs = [];

    private string? RunOf(string? agentId)
    {
        if (agentId is null)
        {
            return null;
        }

        if (!_runs.TryGetValue(agentId, out var run))
        {
            _runs[agentId] = run = AgentStore.ById(_tx.Sql, agentId)!.RunId;
        }

        return run;
    }
}

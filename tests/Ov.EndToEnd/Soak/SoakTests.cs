using Ov.EndToEnd.KillPoints;

namespace Ov.EndToEnd.Soak;

/// <summary>
/// Many agents that stall, die, lie, flood, leak and print rubbish, and in the end nothing is lost, doubled or left behind.
/// <c>bench/soak</c> plays the same for longer and with more of them.
/// </summary>
public sealed class SoakTests : IDisposable
{
    private readonly SoakPlan _plan = SoakPlan.Asked;
    private readonly SoakSite _site = new(SoakPlan.Asked);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Whatever_agents_do_nothing_is_lost_doubled_or_left_behind()
    {
        _site.Play(TimeSpan.FromMinutes(4) + (_plan.Adding * 3));

        var told = $"seed {_plan.Seed}, {_plan.Agents} agents, {_site.Elapsed.TotalSeconds:0} s: {_site.Count("SELECT COUNT(*) FROM task WHERE state = 'closed'")} tasks, "
            + $"{_site.Count("SELECT COUNT(*) FROM agent")} agents in all, {_site.Count("SELECT COUNT(*) FROM event WHERE type = 'turn.ended'")} turns, {_site.Count("SELECT COUNT(*) FROM message")} mails, "
            + $"{_site.Count("SELECT COUNT(*) FROM merge WHERE state = 'landed'")} landings; {Trouble()}; {_site.Measures}";
        Console.WriteLine(told);
        var broken = Broken().ToList();
        Assert.True(broken.Count == 0, $"{told}\n{string.Join('\n', broken)}");
        Invariants.Hold(_site.Team);
    }

    /// <summary>What became of a task: who touched its file, what landed for it, and what happened in its course.</summary>
    private string Story(string task) => string.Join('\n',
    [
        .. _site.Project.Rows("SELECT number || ' ' || COALESCE(branch, '') || ' ' || state || ' attempts ' || attempts AS what FROM task WHERE id = '" + task + "'", row => row.Text("what")),
        _site.Project.Box.Run("git", ["log", "--all", "--format=%h %p %s", "--name-status", "-m", "--", $"work-{task}.txt"]).Stdout,
        .. _site.Project.Rows("SELECT id || ' ' || branch || ' ' || state || ' tip ' || tip || ' landed ' || COALESCE(landed, '') AS what FROM merge WHERE task_id = '" + task + "' ORDER BY seq", row => row.Text("what")),
        .. _site.Project.Rows("SELECT seq || ' ' || type || ' ' || COALESCE(agent_id, '') || ' ' || substr(COALESCE(text, ''), 1, 160) AS what FROM event WHERE task_id = '" + task + "' AND type NOT LIKE 'mail.%' ORDER BY seq", row => row.Text("what")),
    ]);

    private string Trouble() => string.Join(", ", _site.Project.Rows(
        "SELECT state || ' ' || COUNT(*) AS what FROM agent WHERE state IN ('zombie', 'failed') GROUP BY state UNION ALL SELECT type || ' ' || COUNT(*) FROM event WHERE type IN ('runtime.limited', 'runtime.unread', 'agent.ladder', 'merge.rejected', 'task.blocked', 'turn.failed') GROUP BY type",
        row => row.Text("what")));

    private IEnumerable<string> Broken()
    {
        foreach (var line in _site.Noted("believed"))
        {
            yield return $"a lie was believed: task {line}";
        }

        foreach (var line in _site.Noted("doubled"))
        {
            yield return $"two turns of one task at once: {line}";
        }

        var mail = _site.Project.Rows("SELECT subject FROM message WHERE subject LIKE 'once:%'", row => row.Text("subject")).ToHashSet();
        foreach (var lost in _site.Noted("mailed").Where(subject => !mail.Contains(subject)))
        {
            yield return $"mail that was accepted is lost: {lost}";
        }

        foreach (var task in _site.Project.Rows("SELECT task_id FROM merge WHERE state = 'landed' GROUP BY task_id HAVING COUNT(*) > 1", row => row.Text("task_id")))
        {
            yield return $"{task} landed twice";
        }

        foreach (var task in _site.Project.Rows("SELECT id FROM task WHERE state = 'closed'", row => row.Text("id")).Where(id => _site.Project.Box.Run("git", ["cat-file", "-e", $"{_site.Team.Target}:work-{id}.txt"]).ExitCode != 0))
        {
            yield return $"{task} is closed, and {_site.Team.Target} does not hold its work:\n{Story(task)}";
        }

        foreach (var growth in _plan.Measures ? _site.Measures.Growth() : [])
        {
            yield return growth;
        }
    }
}

using Ov.Core;

namespace Ov.Demo;

/// <summary>Chooses the script by role.</summary>
internal static class ScriptedTurn
{
    public static void Run(OvEnvironment environment)
    {
        // The prompt (overlay and mail) comes on stdin; reading it to its end is what a real agent does first.
        _ = environment.In.ReadToEnd();
        var agent = new ScriptedAgent(environment);
        switch (agent.Role)
        {
            case "coordinator":
                Coordinate(agent);
                break;
            case "lead":
                ScriptedLead.Turn(agent);
                break;
            case "builder":
                ScriptedBuilder.Turn(agent);
                break;
            case "scout":
                Report(agent, "greet.sh has one case statement; options go before the default.");
                break;
            case "reviewer":
                Review(agent);
                break;
            default:
                throw new OvException(ErrorCode.Usage, $"There is no script for the role {agent.Role}.");
        }
    }

    /// <summary>First turn: start the lead on the task that everything else belongs to. Later: done once that task is closed.</summary>
    private static void Coordinate(ScriptedAgent agent)
    {
        var leadTask = agent.Ov("task", "list").GetProperty("tasks").EnumerateArray()
            .Single(task => task.GetProperty("role").GetString() == "lead");
        if (leadTask.GetProperty("state").GetString() == "pending")
        {
            agent.Ov("sling", leadTask.GetProperty("id").GetString()!, "--name", "greet-lead");
        }
        else if (leadTask.GetProperty("state").GetString() == "closed")
        {
            agent.Ov("mail", "send", "--to", "operator", "--type", "worker_done", "--subject", "The run is finished", "--body", "Everything landed.");
        }
    }

    private static void Review(ScriptedAgent agent)
    {
        var passed = agent.Shell("sh tests/run.sh").Succeeded;
        Report(agent, passed ? "PASS: every test is green on the target." : "FAIL: the tests are red.");
    }

    private static void Report(ScriptedAgent agent, string finding) => agent.Ov(
        "mail", "send", "--to", "greet-lead", "--type", "worker_done", "--subject", finding, "--body", finding);
}

using System.Text;
using Ov.Core.Agents;
using Ov.Core.Feeds;

namespace Ov.Core.Coordinating;

/// <summary>The last of what an agent said; of a plain command, what its last turn printed.</summary>
public static class CoordinatorOutput
{
    /// <summary>What the agent said in its own words, as events.</summary>
    public const string Event = "agent.said";

    /// <returns>At most that many lines, oldest first.</returns>
    public static IReadOnlyList<string> Read(OvApp app, AgentRecord agent, int lines)
    {
        var said = FeedReader.Read(app, new FeedQuery([agent.Name], null, [Event], null, null, lines)).Events.Select(one => one.Text ?? "").ToList();
        return [.. (said.Count > 0 ? said.SelectMany(text => text.Split('\n')) : Printed(app, agent)).TakeLast(lines)];
    }

    private static string[] Printed(OvApp app, AgentRecord agent)
    {
        var log = app.Project.Files.Agent(agent.Id).TurnLog(agent.Turn);
        return File.Exists(log) ? File.ReadAllLines(log, Encoding.UTF8) : [];
    }
}

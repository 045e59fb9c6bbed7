using Ov.Commands;
using Ov.Core.Agents;
using Ov.Core.Feeds;
using Ov.Core.Watching;

namespace Ov.Dashboard;

/// <summary>The parts of the view, what waits for the person first.</summary>
internal static class DashboardPanels
{
    private const int BarColumns = 20;

    public static IReadOnlyList<DashboardPanel> Of(Overview overview, string filter)
    {
        var (status, now) = (overview.Status, overview.At);
        bool Fits(string text) => filter.Length == 0 || text.Contains(filter, StringComparison.OrdinalIgnoreCase);
        var costs = overview.Costs.ToDictionary(row => row.Name, row => CostWords.Spent(row.Used));
        var work = overview.Branches.DistinctBy(branch => branch.Branch).ToDictionary(branch => branch.Branch);
        // Who works is seen without scrolling, however many have ended.
        var agents = status.Agents.Where(IsAlive).Concat(status.Agents.Where(agent => !IsAlive(agent)).Reverse()).Select(agent => DashboardItem.Of(agent, costs.GetValueOrDefault(agent.AgentName), agent.BranchName is null ? null : work.GetValueOrDefault(agent.BranchName), now)).Where(item => Fits(item.Text)).ToList();
        return
        [
            new("Needs you", [.. status.NeedsYou.Select(need => Row(DashboardItem.Of(need)))], "nothing waits for you"),
            new("Agents", [.. agents.Select(Row)], filter.Length > 0 ? "none fits the filter" : "none; ov sling starts some"),
            new("Tasks", [new(null, Progress(status.Tasks)), .. status.Groups.Select(group => new DashboardRow(null, $"group {group.Name}: {group.Completed} of {group.Total}"))], ""),
            new("Merge queue and radar", [.. status.MergeQueue.Select(merge => Row(DashboardItem.Of(merge))), .. overview.Collisions.Select(pair => new DashboardRow(null, $"! {pair.One} × {pair.Other}: {string.Join(", ", pair.Files)}"))], "nothing waits to land, nothing collides"),
            new("Mail", [.. overview.Mails.Select(mail => DashboardItem.Of(mail, now)).Where(item => Fits(item.Text)).Select(Row)], "none"),
            new("Feed", [.. overview.Feed.Select(Line).Where(Fits).Reverse().Select(text => new DashboardRow(null, text))], "nothing happened"),
        ];
    }

    public static bool IsAlive(StatusAgent agent) => agent.State is not (SeenState.Stopped or SeenState.Completed or SeenState.Failed or SeenState.Replaced);

    private static DashboardRow Row(DashboardItem item) => new(item, item.Text);

    private static string Progress(TaskCounts tasks)
    {
        if (tasks.Total == 0)
        {
            return "none";
        }

        var done = tasks.Closed + tasks.Canceled;
        var filled = (int)(BarColumns * done / tasks.Total);
        var parts = new[] { (tasks.Pending, "pending"), (tasks.InProgress, "in progress"), (tasks.Blocked, "blocked"), (tasks.Failed, "failed"), (tasks.Completed, "completed") }.Where(part => part.Item1 > 0);
        return $"[{new string('#', filled)}{new string('.', BarColumns - filled)}] {done} of {tasks.Total} closed{string.Concat(parts.Select(part => $", {part.Item1} {part.Item2}"))}";
    }

    private static string Line(FeedEvent record) =>
        $"{EventView.Clock(record.CreatedAt)}{(record.Level == "info" ? ' ' : '!')} {record.EventType} {record.AgentName ?? record.Actor} {record.Text ?? record.Subject}";
}

/// <param name="Empty">Said when there is nothing.</param>
internal sealed record DashboardPanel(string Title, IReadOnlyList<DashboardRow> Rows, string Empty);

/// <param name="Item">Null for what cannot be selected.</param>
internal sealed record DashboardRow(DashboardItem? Item, string Text);

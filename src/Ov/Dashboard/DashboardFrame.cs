using Ov.Commands;
using Ov.Core.Text;
using Ov.Core.Watching;

namespace Ov.Dashboard;

/// <summary>Lays the view out in the columns and rows that there are: a pure function, so every size can be tested as text.</summary>
internal static class DashboardFrame
{
    /// <summary>Columns from which there is room for two panels side by side.</summary>
    private const int Roomy = 110;

    /// <summary>Below this nothing can be read.</summary>
    private const int Least = 20;

    private const string Keys = "q:quit ?:help Enter:open a:attach n:nudge s:stop y:approve r:answer /:filter";

    public static Frame Of(Overview overview, DashboardState state, int width, int height)
    {
        (width, height) = (Math.Max(Least, width), Math.Max(8, height));
        var panels = DashboardPanels.Of(overview, state.Filter);
        var selected = Selected(panels, state);
        var lines = new List<IReadOnlyList<FrameSpan>> { Whole(Head(overview, state), width, Look.Strong) };
        var room = height - 3;
        lines.AddRange(state.Page is { } page ? Page(page, width, room)
            : width >= Roomy ? Beside(Column(panels.Take(4), selected, width * 3 / 5, room), Column(panels.Skip(4), selected, width - (width * 3 / 5) - 1, room))
            : Column(panels, selected, width, room));
        lines.Add(Whole(state.Asked is { } asked ? $"{asked.Question}: {asked.Typed}_" : state.Told.Length > 0 ? state.Told : selected?.Detail ?? "", width, state.Asked is null ? Look.Plain : Look.Strong));
        lines.Add(Whole(state.Page is null ? Keys : "q, Esc: back   j, k, arrows: scroll", width, Look.Faint));
        return new Frame(lines);
    }

    /// <summary>The item that the keys are about.</summary>
    public static DashboardItem? Selected(IReadOnlyList<DashboardPanel> panels, DashboardState state)
    {
        var items = Items(panels);
        return items.Find(item => item.Key == state.Selected) ?? items.FirstOrDefault();
    }

    public static List<DashboardItem> Items(IReadOnlyList<DashboardPanel> panels) => [.. panels.SelectMany(panel => panel.Rows).Select(row => row.Item).OfType<DashboardItem>()];

    private static string Head(Overview overview, DashboardState state)
    {
        var status = overview.Status;
        var runs = string.Join(", ", status.Runs.Select(run => $"{run.Name} → {run.Target}"));
        var cost = CostWords.Spent(overview.CostTotals) is { } spent ? $"  {spent}" : "";
        return $"ov  {status.Project}  {(runs.Length == 0 ? "no run" : runs)}  {EventView.Clock(overview.At)}{cost}{(status.WatcherRuns ? "" : "  no watcher")}{(state.Filter.Length > 0 ? $"  filter: {state.Filter}" : "")}";
    }

    private static IEnumerable<IReadOnlyList<FrameSpan>> Page(DashboardPage page, int width, int room)
    {
        yield return Whole(page.Title, width, Look.Strong);
        for (var i = 0; i < room - 1; i++)
        {
            yield return Whole(page.Top + i < page.Lines.Count ? page.Lines[page.Top + i] : "", width, Look.Plain);
        }
    }

    /// <summary>Every panel gets a line or two; what is left goes to the first ones that have more to show, and the last takes the rest.</summary>
    private static List<IReadOnlyList<FrameSpan>> Column(IEnumerable<DashboardPanel> panels, DashboardItem? selected, int width, int room)
    {
        var all = panels.ToList();
        var shown = all.ConvertAll(panel => Math.Min(1, panel.Rows.Count + 1));
        for (var left = room - all.Count - shown.Sum(); left > 0; left--)
        {
            // A panel with fewer lines than the others is filled first, so that a long one does not hide what comes after it.
            var next = Enumerable.Range(0, all.Count).Where(i => shown[i] < all[i].Rows.Count).Append(-1).MinBy(i => i < 0 ? int.MaxValue : shown[i]);
            if (next < 0)
            {
                break;
            }

            shown[next]++;
        }

        var lines = new List<IReadOnlyList<FrameSpan>>();
        for (var i = 0; i < all.Count; i++)
        {
            lines.AddRange(Panel(all[i], selected, shown[i], width));
        }

        while (lines.Count < room)
        {
            lines.Add(Whole("", width, Look.Plain));
        }

        return lines.GetRange(0, room);
    }

    private static IEnumerable<IReadOnlyList<FrameSpan>> Panel(DashboardPanel panel, DashboardItem? selected, int shown, int width)
    {
        yield return Whole(panel.Rows.Count > shown ? $"{panel.Title} ({shown} of {panel.Rows.Count})" : panel.Title, width, Look.Strong);
        if (panel.Rows.Count == 0)
        {
            yield return Whole($"  {panel.Empty}", width, Look.Faint);
            yield break;
        }

        var at = panel.Rows.ToList().FindIndex(row => row.Item is { } item && item.Key == selected?.Key);
        foreach (var row in panel.Rows.Skip(Math.Max(0, at - shown + 1)).Take(shown))
        {
            var isSelected = row.Item is { } item && item.Key == selected?.Key;
            yield return Whole($"{(isSelected ? '>' : ' ')} {row.Text}", width, isSelected ? Look.Selected : Look.Plain);
        }
    }

    private static IEnumerable<IReadOnlyList<FrameSpan>> Beside(List<IReadOnlyList<FrameSpan>> left, List<IReadOnlyList<FrameSpan>> right) =>
        left.Zip(right).Select(pair => (IReadOnlyList<FrameSpan>)[.. pair.First, new FrameSpan("|", Look.Faint), .. pair.Second]);

    /// <summary>Made visible here: whatever agents wrote passes this place.</summary>
    private static IReadOnlyList<FrameSpan> Whole(string text, int width, Look look) => [new FrameSpan(TextColumns.Pad(VisibleText.OneLine(text), width), look)];
}

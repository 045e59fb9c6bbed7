using Ov.Core.Watching;

namespace Ov.Dashboard;

/// <summary>What a key does: a new state, and perhaps something to be done. A pure function.</summary>
internal static class DashboardKeys
{
    private const int PageStep = 10;

    private static readonly string[] Help =
    [
        "Up/Down, k/j     select", "Tab              next part", "Enter            open what is selected", "a                attach to the agent's terminal or session",
        "n                nudge the agent", "s                stop the agent (asks first)", "y                approve the gate or branch", "r                answer the question, gate or mail",
        "/                show only what holds a word; Esc shows all again", "q, Ctrl-C        quit", "", "Each key runs an ov command as you would type it; what is refused is said below.",
        "? waits for you   ! went wrong   * works   - rests",
    ];

    public static (DashboardState State, DashboardAct? Act) Press(DashboardState state, Overview overview, ConsoleKeyInfo key) =>
        state.Asked is { } asked ? Typed(state, asked, key) : state.Page is { } page ? (Scrolled(state, page, key), null) : Chosen(state with { Told = "" }, overview, key);

    private static (DashboardState State, DashboardAct? Act) Chosen(DashboardState state, Overview overview, ConsoleKeyInfo key)
    {
        var panels = DashboardPanels.Of(overview, state.Filter);
        var item = DashboardFrame.Selected(panels, state);
        switch (key)
        {
            case { KeyChar: 'q' }:
                return (state, new DashboardAct(ActKind.Quit, []));
            case { Key: ConsoleKey.UpArrow } or { KeyChar: 'k' }:
                return (Moved(state, panels, -1), null);
            case { Key: ConsoleKey.DownArrow } or { KeyChar: 'j' }:
                return (Moved(state, panels, 1), null);
            case { Key: ConsoleKey.Tab }:
                return (NextPart(state, panels, item), null);
            case { Key: ConsoleKey.Escape }:
                return (state with { Filter = "" }, null);
            case { KeyChar: '?' }:
                return (state with { Page = new DashboardPage("Keys", Help) }, null);
            case { KeyChar: '/' }:
                return (state with { Asked = new DashboardPrompt(PromptKind.Filter, "Show only", [], state.Filter) }, null);
            case { Key: ConsoleKey.Enter } when item is not null:
                return (state, new DashboardAct(ActKind.Open, item.Open));
            case { KeyChar: 'a' } when item?.Agent is { } agent:
                return (state, new DashboardAct(ActKind.Attach, ["attach", agent]));
            case { KeyChar: 'n' } when item?.Agent is { } agent:
                return (state with { Asked = new DashboardPrompt(PromptKind.Text, $"Say to {agent}", ["nudge", agent]) }, null);
            case { KeyChar: 's' } when item?.Agent is { } agent:
                return (state with { Asked = new DashboardPrompt(PromptKind.Confirm, $"Stop {agent}? Its work is kept. y/n", ["stop", agent, "--yes"]) }, null);
            case { KeyChar: 'y' } when item?.Approve is { Count: > 0 } words:
                return (state with { Asked = new DashboardPrompt(PromptKind.Confirm, $"ov {string.Join(' ', words)}? y/n", words) }, null);
            case { KeyChar: 'r' } when item?.Answer is { } answer:
                return (state with { Asked = answer }, null);
            default:
                return (state with { Told = "ansyr".Contains(key.KeyChar, StringComparison.Ordinal) ? "That key does not fit what is selected." : "" }, null);
        }
    }

    private static (DashboardState State, DashboardAct? Act) Typed(DashboardState state, DashboardPrompt asked, ConsoleKeyInfo key) => key switch
    {
        { Key: ConsoleKey.Escape } => (state with { Asked = null }, null),
        { KeyChar: 'y' or 'Y' } when asked.Kind == PromptKind.Confirm => (state with { Asked = null }, new DashboardAct(ActKind.Do, asked.Begin)),
        _ when asked.Kind == PromptKind.Confirm => (state with { Asked = null }, null),
        { Key: ConsoleKey.Enter } => Entered(state with { Asked = null }, asked, asked.Typed.Trim()),
        { Key: ConsoleKey.Backspace } => (state with { Asked = asked with { Typed = asked.Typed.Length > 0 ? asked.Typed[..^1] : "" } }, null),
        { KeyChar: >= ' ' } => (state with { Asked = asked with { Typed = asked.Typed + key.KeyChar } }, null),
        _ => (state, null),
    };

    private static (DashboardState State, DashboardAct? Act) Entered(DashboardState state, DashboardPrompt asked, string text)
    {
        DashboardAct Do(params IEnumerable<string> more) => new(ActKind.Do, [.. asked.Begin, .. more]);
        return (asked.Kind, text.IndexOf(' ', StringComparison.Ordinal)) switch
        {
            (PromptKind.Filter, _) => (state with { Filter = text }, null),
            (PromptKind.Text, _) => (state, text.Length == 0 ? Do() : Do("--", text)),
            _ when text.Length == 0 => (state, null),
            (PromptKind.Body, _) => (state, Do("--body=" + text)),
            (_, < 0) => (state, Do(text)),
            (_, var space) => (state, Do(text[..space], "--body=" + text[(space + 1)..].TrimStart())),
        };
    }

    private static DashboardState Scrolled(DashboardState state, DashboardPage page, ConsoleKeyInfo key)
    {
        var step = key switch
        {
            { Key: ConsoleKey.UpArrow } or { KeyChar: 'k' } => -1,
            { Key: ConsoleKey.DownArrow } or { KeyChar: 'j' } => 1,
            { Key: ConsoleKey.PageUp } => -PageStep,
            { Key: ConsoleKey.PageDown } or { KeyChar: ' ' } => PageStep,
            _ => 0,
        };
        return key is { KeyChar: 'q' } or { Key: ConsoleKey.Escape } or { Key: ConsoleKey.Enter }
            ? state with { Page = null }
            : state with { Page = page with { Top = Math.Clamp(page.Top + step, 0, Math.Max(0, page.Lines.Count - 1)) } };
    }

    private static DashboardState Moved(DashboardState state, IReadOnlyList<DashboardPanel> panels, int by)
    {
        var items = DashboardFrame.Items(panels);
        var at = Math.Max(0, items.FindIndex(item => item.Key == state.Selected));
        return items.Count == 0 ? state : state with { Selected = items[Math.Clamp(at + by, 0, items.Count - 1)].Key };
    }

    private static DashboardState NextPart(DashboardState state, IReadOnlyList<DashboardPanel> panels, DashboardItem? selected)
    {
        var firsts = panels.Select(panel => DashboardFrame.Items([panel])).Where(items => items.Count > 0).ToList();
        var at = firsts.FindIndex(items => items.Exists(item => item.Key == selected?.Key));
        return firsts.Count == 0 ? state : state with { Selected = firsts[(at + 1) % firsts.Count][0].Key };
    }
}

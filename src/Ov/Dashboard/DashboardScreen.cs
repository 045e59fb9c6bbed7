using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Text;
using Ov.Core.Watching;
using Spectre.Console;

namespace Ov.Dashboard;

/// <summary>
/// The view on a terminal. It looks at keys twenty times a second and at the ledger's change counter now and then, reads only when something
/// changed or states may have aged, and draws only what differs from what is shown.
/// </summary>
internal sealed class DashboardScreen(OvApp app, CommandRunner runner, bool all, TimeSpan interval, CancellationToken stop)
{
    private const int UsualColumns = 80;
    private const int UsualRows = 24;
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(50);

    /// <summary>Silence and death change no row.</summary>
    private static readonly TimeSpan States = TimeSpan.FromSeconds(5);

    /// <summary>Where nobody lives only ages and the clock go on.</summary>
    private static readonly TimeSpan Ages = TimeSpan.FromSeconds(30);

    private readonly OverviewReader _reader = new(app, all);
    private readonly IAnsiConsole _console = Consoles.OfScreen(app.Environment);
    private DashboardState _state = new();
    private Frame? _drawn;

    /// <summary>What the person was told of how git is read: each word once.</summary>
    private string? _toldOfGit;

    /// <summary>What the last frame was made of: as long as it is the same, there is nothing to make anew.</summary>
    private (Overview? Overview, DashboardState? State, int Columns, int Rows) _framed;

    /// <summary>Until the person quits or interrupts.</summary>
    public void Show()
    {
        for (DashboardAct? act = null; act?.Kind != ActKind.Quit;)
        {
            if (act is not null)
            {
                // It has the terminal to itself meanwhile, and the ledger: no process opens that twice.
                app.CloseLedger();
                if (CommandLineCall.Run(app.Environment, [.. act.Words], runner.AfterWrite) != 0)
                {
                    LetRead();
                }
            }

            _drawn = null;
            _console.AlternateScreen(() =>
            {
                _console.Cursor.Hide();
                act = Live();
                _console.Cursor.Show();
            });
            app.Environment.Out.Flush();
        }
    }

    /// <summary>What was refused stays until a key: the view would cover it at once.</summary>
    private void LetRead()
    {
        app.Environment.Error.Write("Press a key to go back to the dashboard. ");
        app.Environment.Error.Flush();
        while (!stop.IsCancellationRequested && app.Environment.PressedKey() is null)
        {
            stop.WaitHandle.WaitOne(BetweenKeys);
        }

        app.Environment.Error.WriteLine();
    }

    private DashboardAct Live()
    {
        var time = app.Environment.Time;
        var (version, read) = (app.Ledger.DataVersion, time.GetTimestamp());
        // Shown before many worktrees are looked at: that takes a while.
        Draw(_reader.Known());
        var overview = _reader.Read();
        while (!stop.IsCancellationRequested)
        {
            var since = time.GetElapsedTime(read);
            if (since >= (overview.Status.Agents.Any(DashboardPanels.IsAlive) ? States : Ages) || (since >= interval && app.Ledger.DataVersion != version))
            {
                app.Ledger.RequireKnownSchema();
                (version, read) = (app.Ledger.DataVersion, time.GetTimestamp());
                overview = _reader.Read();
            }

            if (overview.Git.Note is { } note && note != _toldOfGit)
            {
                (_toldOfGit, _state) = (note, _state with { Told = note });
            }

            Draw(overview);
            if (app.Environment.PressedKey() is not { } key)
            {
                stop.WaitHandle.WaitOne(BetweenKeys);
                continue;
            }

            (_state, var act) = DashboardKeys.Press(_state, overview, key);
            if (act is { Kind: ActKind.Quit or ActKind.Attach })
            {
                return act;
            }

            if (act is not null)
            {
                _state = Done(act);
                (version, read) = (app.Ledger.DataVersion, time.GetTimestamp());
                overview = _reader.Read();
            }
        }

        return new DashboardAct(ActKind.Quit, []);
    }

    private int Columns => app.Environment.TerminalColumns() ?? UsualColumns;

    private void Draw(Overview overview)
    {
        var (columns, rows) = (Columns, app.Environment.TerminalRows() ?? UsualRows);
        if (_drawn is not null && ReferenceEquals(_framed.Overview, overview) && ReferenceEquals(_framed.State, _state) && (_framed.Columns, _framed.Rows) == (columns, rows))
        {
            return;
        }

        _framed = (overview, _state, columns, rows);
        var frame = DashboardFrame.Of(overview, _state, columns, rows);
        if (frame.ShowsTheSame(_drawn))
        {
            return;
        }

        if (_drawn is null || _drawn.Lines.Count != frame.Lines.Count || _console.Profile.Width != columns)
        {
            (_console.Profile.Width, _console.Profile.Height) = (columns, rows);
            _console.Clear(home: true);
        }

        _console.Cursor.SetPosition(1, 1);
        _console.Write(new FrameDrawing(frame));
        app.Environment.Out.Flush();
        _drawn = frame;
    }

    /// <summary>The same command as typed by hand: the same guards and the same words.</summary>
    private DashboardState Done(DashboardAct act)
    {
        app.CloseLedger();
        var said = new StringWriter();
        var variables = new Dictionary<string, string>(app.Environment.Variables) { ["COLUMNS"] = $"{Columns}", ["NO_COLOR"] = "1" };
        var environment = app.Environment with { Variables = variables, In = TextReader.Null, Out = said, Error = said, OutIsTerminal = false, ErrorIsTerminal = false };
        var exit = CommandLineCall.Run(environment, [.. act.Words], runner.AfterWrite, new CallFace(WorkProgress.Silent, TextWriter.Null, stop));
        // The command made its text visible already; it holds no line longer than the screen.
        var lines = said.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var told = string.Join(' ', lines.Select(line => line.Trim()));
        // What was refused is read to its end, with what would satisfy it.
        return act.Kind == ActKind.Open || (exit != 0 && told.Length > Columns)
            ? _state with { Page = new DashboardPage($"ov {string.Join(' ', act.Words)}", lines) }
            : _state with { Told = told };
    }
}

using System.Globalization;
using Ov.Core;
using Ov.Core.Text;

namespace Ov.Cli;

/// <summary>
/// Shows on stderr what takes long: on a terminal one line that is renewed and goes away, elsewhere a plain line now and then.
/// Work that is done within a second shows nothing.
/// </summary>
internal sealed class ProgressLine : WorkProgress, IDisposable
{
    private const string Erase = "\r\e[K";
    private const string Turning = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan FirstSight = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstLine = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(30);

    private readonly OvEnvironment _environment;
    private readonly bool _live;
    private readonly Lock _gate = new();
    private readonly List<OpenStep> _steps = [];
    private Timer? _timer;
    private bool _drawn;
    private int _turn;

    private ProgressLine(OvEnvironment environment, bool live)
    {
        (_environment, _live) = (environment, live);
        Error = live ? new ErasingWriter(this, environment.Error) : environment.Error;
    }

    /// <summary>Where the command's own narration goes: it takes the line away first.</summary>
    public TextWriter Error { get; }

    /// <summary>None with <c>--quiet</c> or <c>--json</c>; plain lines where <c>--verbose</c> writes between them.</summary>
    public static ProgressLine? For(OvEnvironment environment, OvOptions options) => options.Quiet || options.Json
        ? null
        : new ProgressLine(environment, environment.ErrorIsTerminal && !options.Verbose && environment.Variable("TERM") is not (null or "dumb"));

    public override IDisposable Step(string what)
    {
        var step = new OpenStep(this, VisibleText.OneLine(what), _environment.Time.GetTimestamp());
        lock (_gate)
        {
            _steps.Add(step);
            _timer ??= new Timer(_ => Tick(), null, _live ? Beat : FirstSight, _live ? Beat : FirstSight);
        }

        return step;
    }

    public override void Said(string line)
    {
        lock (_gate)
        {
            if (_steps is [.., var step] && line.Trim() is { Length: > 0 } said)
            {
                step.Said = VisibleText.OneLine(said);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _steps.Clear();
            Clear();
        }
    }

    private void End(OpenStep step)
    {
        lock (_gate)
        {
            if (!_steps.Remove(step))
            {
                return;
            }

            Clear();
            if (!_live && step.Told is not null)
            {
                _environment.Error.WriteLine($"  {step.What}: {Seconds(step)}");
            }

            if (_steps.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_steps is not [.., var step])
            {
                return;
            }

            var age = Age(step);
            if (_live && age >= FirstSight)
            {
                Draw(step);
            }
            else if (!_live && age >= (step.Told is { } told ? told + NextLine : FirstLine))
            {
                step.Told = age;
                _environment.Error.WriteLine($"… {step.What} ({Seconds(step)}){(step.Said.Length > 0 ? $": {step.Said}" : "")}");
            }
        }
    }

    private void Draw(OpenStep step)
    {
        _turn = (_turn + 1) % Turning.Length;
        var line = $"{Turning[_turn]} {step.What} ({Seconds(step)}){(step.Said.Length > 0 ? $"  {step.Said}" : "")}";
        // One column stays free: a full line would wrap, and only its last part could be taken away.
        _environment.Error.Write(Erase + TextColumns.Cut(line, Consoles.ErrorWidth(_environment) - 1));
        _drawn = true;
    }

    private void Clear()
    {
        if (_drawn)
        {
            _environment.Error.Write(Erase);
            _drawn = false;
        }
    }

    private TimeSpan Age(OpenStep step) => _environment.Time.GetElapsedTime(step.Began);

    private string Seconds(OpenStep step) => string.Create(CultureInfo.InvariantCulture, $"{(int)Age(step).TotalSeconds} s");

    private sealed class OpenStep(ProgressLine line, string what, long began) : IDisposable
    {
        public string What => what;

        public long Began => began;

        public string Said { get; set; } = "";

        /// <summary>The step's age when it was last told of in a plain line.</summary>
        public TimeSpan? Told { get; set; }

        public void Dispose() => line.End(this);
    }

    private sealed class ErasingWriter(ProgressLine line, TextWriter writer) : TextWriter
    {
        public override System.Text.Encoding Encoding => writer.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (line._gate)
            {
                line.Clear();
                writer.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush() => writer.Flush();
    }
}

using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Ov.Core;

namespace Ov.Mcp;

/// <summary>Tells a client that asked for it what a call is at, every few seconds: clients give up on silence.</summary>
internal sealed class ToolProgress(McpSession client, ProgressToken token, TimeProvider time) : WorkProgress, IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<OpenStep> _steps = [];
    private readonly long _began = time.GetTimestamp();
    private ITimer? _timer;
    private string _said = "";
    private int _told;

    public override IDisposable Step(string what)
    {
        lock (_gate)
        {
            var step = new OpenStep(this, what);
            _steps.Add(step);
            _timer ??= time.CreateTimer(_ => Tell(), null, First, Beat);
            return step;
        }
    }

    public override void Said(string line)
    {
        lock (_gate)
        {
            _said = line.Trim();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _steps.Clear();
            _timer?.Dispose();
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (_steps is [.., var step])
            {
                var message = $"{step.What} ({(int)time.GetElapsedTime(_began).TotalSeconds} s){(_said.Length > 0 ? $": {_said}" : "")}";
                // A client that is gone hears nothing, and the call ends for that reason, not for this one.
                _ = client.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = ++_told, Message = message }).ContinueWith(sent => sent.Exception, TaskScheduler.Default);
            }
        }
    }

    private sealed class OpenStep(ToolProgress progress, string what) : IDisposable
    {
        public string What => what;

        public void Dispose()
        {
            lock (progress._gate)
            {
                progress._steps.Remove(this);
                progress._said = "";
            }
        }
    }
}

using System.Runtime.InteropServices;
using Ov.Core;

namespace Ov.Cli;

/// <summary>
/// Listens for Ctrl-C and SIGTERM while a command may wait. The first asks it to undo what is half done and to end its children; the
/// second, or half a minute, ends it at once: then the next tick repairs.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // A worktree's removal takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _heard = [];
    private Timer? _last;

    private readonly CancellationTokenRegistration _given;

    private Interruption(CancellationToken? given)
    {
        if (given is { } token)
        {
            _given = token.Register(() =>
            {
                Code = ErrorCode.Interrupted;
                _stop.Cancel();
            });
            return;
        }

        _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Hear(context, ErrorCode.Interrupted)));
        _heard.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Hear(context, ErrorCode.Terminated)));
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>What the first signal means for the exit status; null while none has come.</summary>
    public ErrorCode? Code { get; private set; }

    /// <param name="given">What counts in place of the process's signals, for a call that is not the process's own.</param>
    public static Interruption Listen(CancellationToken? given = null) => new(given);

    public void Dispose()
    {
        _heard.ForEach(registration => registration.Dispose());
        _given.Dispose();
        _last?.Dispose();
        _stop.Dispose();
    }

    private void Hear(PosixSignalContext context, ErrorCode code)
    {
        if (Code is not null)
        {
            return;
        }

        context.Cancel = true;
        Code = code;
        _last = new Timer(_ => Environment.Exit(code.Exit), null, Patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}

namespace Ov.Core.Processes;

/// <summary>Makes a cancellation token something poll(2) can wait for.</summary>
internal sealed class CancellationBell : IDisposable
{
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;

    internal CancellationBell(CancellationToken token)
    {
        _token = token;
        Descriptor = token.CanBeCanceled ? Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlock) : -1;
        if (Descriptor >= 0)
            _registration = token.Register(() => Libc.Write(Descriptor, BitConverter.GetBytes(1L)));
    }

    /// <summary>Negative when the token can never be cancelled.</summary>
    internal int Descriptor { get; }

    internal bool Rang => _token.IsCancellationRequested;

    public void Dispose()
    {
        // Waits for a callback in progress, which would otherwise write to a closed and perhaps reused descriptor.
        _registration.Dispose();
        if (Descriptor >= 0)
            _ = Libc.Close(Descriptor);
    }
}

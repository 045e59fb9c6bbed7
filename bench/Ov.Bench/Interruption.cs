using System.Runtime.InteropServices;

namespace Ov.Bench;

/// <summary>Ctrl-C and SIGTERM clean up too.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What fails from now on fails because its folder is being removed: it is no finding.</summary>
    public static volatile bool Happened;

    private readonly List<PosixSignalRegistration> _registrations = [];

    public Interruption(Arena arena)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, _ =>
            {
                Happened = true;
                arena.Dispose();
                Environment.Exit(130);
            }));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
}

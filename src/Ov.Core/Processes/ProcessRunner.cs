namespace Ov.Core.Processes;

/// <summary>The door for commands that are run to their end. Each gets a session of its own, so that its whole tree can be ended.</summary>
/// <param name="variables">The environment given to commands that bring none of their own: the snapshot in <see cref="OvEnvironment"/>.</param>
public sealed class ProcessRunner(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Hears of each command; null unless somebody asked.</summary>
    public CallWatch? Watch { get; init; }

    internal const string MarkVariable = "OVERSTORY_COMMAND";

    /// <summary>Runs the command on this thread. Cancellation ends the tree and throws <see cref="OperationCanceledException"/>.</summary>
    public ProcessResult Run(ProcessRequest request, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var began = CallWatch.Start(Watch);
        try
        {
            return RunToEnd(request, cancellation);
        }
        finally
        {
            Watch?.Record(request.Kind, began, $"{Path.GetFileName(request.FileName)} {string.Join(' ', request.Arguments.Skip(request.Customary))}");
        }
    }

    private ProcessResult RunToEnd(ProcessRequest request, CancellationToken cancellation)
    {
        var environment = EnvironmentOf(request);
        if (!OperatingSystem.IsLinux())
            return Portable(request, environment, cancellation);
        using var run = CommandRun.Start(request, environment);
        var result = run.ToEnd(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>The same on a thread of its own: a command may take minutes and must not starve the pool.</summary>
    public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(() => Run(request, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ProcessResult Portable(ProcessRequest request, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var result = PortableRun.ToEnd(request, environment, cancellation).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private IReadOnlyDictionary<string, string> EnvironmentOf(ProcessRequest request)
    {
        var environment = request.Environment ?? variables;
        if (request.Changes is null && !request.OwnsTree && !environment.ContainsKey(HostMarker.Variable))
            return environment;
        var changed = new Dictionary<string, string>(environment);
        // A command that a host runs is not a host, and must be endable with the tree it belongs to.
        changed.Remove(HostMarker.Variable);
        foreach (var (name, value) in request.Changes ?? new Dictionary<string, string?>())
        {
            if (value is null)
                changed.Remove(name);
            else
                changed[name] = value;
        }
        if (request.OwnsTree)
            changed[MarkVariable] = Guid.NewGuid().ToString("n");
        return changed;
    }
}

namespace Ov.Core.Processes;

/// <summary>Starts a process that outlives us: own session, nothing inherited, no terminal, its streams away from ours.</summary>
public static class DetachedProcess
{
    /// <param name="environment">Complete; nothing is inherited.</param>
    /// <param name="outputFile">Gets both output streams, appended; null drops them.</param>
    /// <returns>The identity of the running process. When it ends while we still run, <see cref="Subreaper.ReapAdopted"/> clears it away.</returns>
    public static ProcessIdentity Start(
        string fileName,
        IReadOnlyList<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? outputFile = null)
    {
        OnlyLinux.Require("Starting an agent");
        var input = StandardInput.OfFile("/dev/null");
        var output = -1;
        try
        {
            output = LogFile.Open(outputFile ?? "/dev/null");
            var pid = Spawner.Start(new SpawnRequest(fileName, arguments, workingDirectory, environment, input, output, output));
            return ProcessIdentity.Of(pid) ?? throw new OvException(ErrorCode.Failed, $"{fileName} ended before it could be identified.");
        }
        finally
        {
            _ = Libc.Close(input);
            if (output >= 0)
                _ = Libc.Close(output);
        }
    }
}

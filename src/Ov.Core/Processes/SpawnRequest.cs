namespace Ov.Core.Processes;

/// <summary>What a new process gets: the complete environment and its three standard streams.</summary>
internal sealed record SpawnRequest(
    string FileName,
    IReadOnlyList<string> Arguments,
    string? WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    int Stdin,
    int Stdout,
    int Stderr);

namespace Ov.Bench;

/// <summary>Something could not be measured; the message says why.</summary>
internal sealed class BenchFailure(string message) : Exception(message);

namespace Ov.Core;

/// <summary>The whole outside world of one command; tests replace it as one record.</summary>
/// <param name="WorkingDirectory">Absolute path.</param>
/// <param name="Variables">A snapshot of the process environment.</param>
/// <param name="Time">The clock; commands on a test ledger read that ledger's clock instead.</param>
public sealed record OvEnvironment(
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Variables,
    TextReader In,
    TextWriter Out,
    TextWriter Error,
    TimeProvider Time,
    bool InIsTerminal,
    bool OutIsTerminal,
    bool ErrorIsTerminal)
{
    /// <summary>How wide the terminal is, asked only when something is laid out; null where there is none.</summary>
    public Func<int?> TerminalColumns { get; init; } = () => null;

    /// <summary>How high it is; null where there is none.</summary>
    public Func<int?> TerminalRows { get; init; } = () => null;

    /// <summary>A key that was pressed, not waiting for one; null when none was.</summary>
    public Func<ConsoleKeyInfo?> PressedKey { get; init; } = () => null;

    /// <summary>The value of a variable, or null when it is unset or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}

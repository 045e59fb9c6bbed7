namespace Ov.Core;

/// <summary>A refusal or failure that the user can act on. Anything else that is thrown is a bug.</summary>
/// <param name="code">The stable code; it fixes the exit status (contract, "Exit codes").</param>
/// <param name="message">One sentence: what was refused and by which rule.</param>
/// <param name="hint">What would satisfy the rule, as a command where there is one.</param>
public sealed class OvException(ErrorCode code, string message, string? hint = null) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public string? Hint { get; } = hint;

    /// <summary>Extra facts for JSON callers, such as the files of a conflict. Never null.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Lists for JSON callers (for example <c>files</c>). Never null.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

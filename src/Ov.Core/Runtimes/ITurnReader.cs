namespace Ov.Core.Runtimes;

/// <summary>Reads the output of one turn. Called from one thread.</summary>
public interface ITurnReader
{
    /// <summary>One line of standard output. What it throws makes the line <see cref="TurnFact.Unread"/> and never ends the turn.</summary>
    void Line(string line, Action<TurnFact> tell);

    /// <summary>Judges the turn once its process and its output have ended: null when it went well.</summary>
    /// <param name="exitCode">128 and more: a signal.</param>
    /// <param name="lastWords">The last line of standard error, or empty.</param>
    TurnFailure? Verdict(int exitCode, string lastWords);
}

/// <summary>Why a turn failed.</summary>
/// <param name="Reason">One sentence.</param>
public sealed record TurnFailure(TurnFailureKind Kind, string Reason)
{
    /// <summary>When a limit ends, where the runtime said so.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How the failure is told while the turn goes on.</summary>
    public TurnFact Fact => Kind == TurnFailureKind.Limit ? new TurnFact.Limited(Reason) : new TurnFact.Trouble(Reason);

    /// <summary>The same for a runtime whose output says when it is complete: a process that ends well before that did not go well.</summary>
    /// <param name="unfinished">In words, when it is not complete; else null.</param>
    public static TurnFailure? OfEnd(int exitCode, string lastWords, string? unfinished) =>
        exitCode == 0 && unfinished is not null ? new(TurnFailureKind.Process, unfinished) : OfExit(exitCode, lastWords);

    /// <summary>What any process's end says, where the output says nothing better.</summary>
    public static TurnFailure? OfExit(int exitCode, string lastWords)
    {
        if (exitCode == 0)
        {
            return null;
        }

        var how = exitCode > 128 ? $"was ended by signal {exitCode - 128}" : $"exited with {exitCode}";
        return new TurnFailure(TurnFailureKind.Process, $"the turn's process {how}{(lastWords.Length > 0 ? $": {(lastWords.Length <= 300 ? lastWords : lastWords[..300])}" : "")}");
    }
}

/// <summary>What a failed turn means for the next one.</summary>
public enum TurnFailureKind
{
    /// <summary>The process failed; trying again may help.</summary>
    Process,

    /// <summary>The session cannot be resumed; the next turn begins a new one.</summary>
    SessionLost,

    /// <summary>The account's limit or an overload.</summary>
    Limit,

    /// <summary>No login, no key, no right: trying again cannot help.</summary>
    Login,

    /// <summary>The model or the request was refused: trying again cannot help.</summary>
    Refused,

    /// <summary>The conversation no longer fits the model.</summary>
    ContextFull,
}

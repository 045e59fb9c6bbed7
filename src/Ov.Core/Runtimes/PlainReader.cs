namespace Ov.Core.Runtimes;

/// <summary>For programs whose output has no form: it stays in the turn's log, and the exit status judges.</summary>
public sealed class PlainReader : ITurnReader
{
    public void Line(string line, Action<TurnFact> tell)
    {
    }

    public TurnFailure? Verdict(int exitCode, string lastWords) => TurnFailure.OfExit(exitCode, lastWords);
}

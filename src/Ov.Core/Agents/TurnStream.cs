using System.Collections.Concurrent;
using System.Text.Json;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>Between the thread that reads a turn's output and the one that writes the ledger.</summary>
internal sealed class TurnStream(ITurnReader reader) : IDisposable
{
    /// <summary>More lines of one turn that are no events are in its log only: a client that prints rubbish does not fill the ledger.</summary>
    private const int MostUnread = 50;

    private readonly ConcurrentQueue<TurnFact> _facts = new();
    private CancellationTokenSource _bell = new();
    private int _unread;

    /// <summary>Cancelled once there is something to take.</summary>
    public CancellationToken Bell => Volatile.Read(ref _bell).Token;

    /// <summary>The last line of standard error that says anything.</summary>
    public string LastWords { get; private set; } = "";

    public void Line(string line)
    {
        if (line.Length == 0)
        {
            return;
        }

        try
        {
            reader.Line(line, Tell);
        }
        catch (Exception torn) when (torn is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            Tell(new TurnFact.Unread(line));
        }
    }

    public void ErrorLine(string line)
    {
        if (line.Trim() is { Length: > 0 } words)
        {
            LastWords = words;
        }
    }

    /// <summary>Everything told since the last call, in order.</summary>
    public IReadOnlyList<TurnFact> Take()
    {
        // A fresh bell first: what is told from here on rings it, even when this call takes it too.
        Interlocked.Exchange(ref _bell, new CancellationTokenSource()).Dispose();
        var facts = new List<TurnFact>();
        while (_facts.TryDequeue(out var fact))
        {
            facts.Add(fact);
        }

        return facts;
    }

    public TurnFailure? Verdict(int exitCode) => reader.Verdict(exitCode, LastWords);

    /// <summary>What is told later is heard by nobody.</summary>
    public void Dispose() => _bell.Dispose();

    private void Tell(TurnFact fact)
    {
        if (fact is TurnFact.Unread && ++_unread > MostUnread)
        {
            if (_unread > MostUnread + 1)
            {
                return;
            }

            fact = new TurnFact.Unread("More of what it prints is no event; all of it is in the turn's log.");
        }

        _facts.Enqueue(fact);
        try
        {
            Volatile.Read(ref _bell).Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was taken in this instant; whoever took it sees the fact, or the next call does.
        }
    }
}

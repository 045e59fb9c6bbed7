using System.Diagnostics.CodeAnalysis;
using Ov.Core.Redacting;

namespace Ov.Core.Ledger;

/// <summary>One write transaction: guard, change and event of a command belong to the same one. It must not outlive the call.</summary>
public sealed class Tx
{
    private readonly List<Action> _afterCommit = [];

    internal Tx(Sql sql, LedgerFiles files, DateTimeOffset now, Ids ids, Redactor redactor)
    {
        Sql = sql;
        Files = files;
        Now = now;
        Ids = ids;
        Redactor = redactor;
    }

    public Sql Sql { get; }

    /// <summary>The ledger's neighbours, among them the bells that a change may have to ring.</summary>
    public LedgerFiles Files { get; }

    /// <summary>One instant for the whole transaction.</summary>
    public DateTimeOffset Now { get; }

    private Ids Ids { get; }

    /// <summary>Whatever somebody wrote passes it before it is stored.</summary>
    internal Redactor Redactor { get; }

    /// <summary>What somebody wrote, as it may be stored: without secrets.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal string? Words(string? text) => text is null ? null : Redactor.OfWords(text);

    /// <inheritdoc cref="Words(string)"/>
    internal IReadOnlyList<string> Words(IEnumerable<string> texts) => [.. texts.Select(Redactor.OfWords)];

    /// <summary>A new id such as <c>task-k3v9q2mz</c>.</summary>
    public string NewId(string kind) => Ids.Next(this, kind);

    public void Record(EventDraft draft) => EventStore.Append(this, draft);

    /// <summary>Runs once the change is durable, for example to ring a bell; must not throw for want of a listener.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void RunAfterCommit()
    {
        foreach (var action in _afterCommit)
        {
            action();
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Projects;

namespace Ov.Core.Telemetry;

/// <summary>One way through what waits, batch by batch: read past the cursor, post, move the cursor. Whoever dies in between sends a batch twice, with the same ids.</summary>
internal sealed class ExportPass(OvApp app, OtlpTarget target, CancellationToken stop)
{
    private static readonly OtlpScope Scope = new("ov");

    private readonly OtlpSender _sender = new(app, target, stop);
    private readonly SpanMaker _maker = new(app.Redactor.OfWords);

    /// <exception cref="OvException">failed, when nobody takes it.</exception>
    public ExportReport Run()
    {
        var (before, state) = app.Ledger.Write(Begin);
        var first = state;
        while (Next(state) is { Count: > 0 } batch)
        {
            stop.ThrowIfCancellationRequested();
            state = Sent(state, batch);
        }

        var owed = state.OwesMetrics;
        if (owed)
        {
            state = Counted(state);
        }

        return new ExportReport(target.Origin, state.Spans - first.Spans, owed, app.Ledger.Read(EventStore.LastSequence) - state.Cursor, first.Dropped - before.Dropped, state.Refused - first.Refused);
    }

    /// <exception cref="OvException">failed, when nobody takes it.</exception>
    public ExportReport Again(DateTimeOffset from)
    {
        var (cursor, last) = app.Ledger.Read(sql => (EventTimes.Before(sql, from), EventStore.LastSequence(sql)));
        var (spans, refused) = (0L, 0L);
        while (cursor < last)
        {
            stop.ThrowIfCancellationRequested();
            var batch = app.Ledger.Read(sql => new BatchReader(sql).After(cursor, long.MaxValue));
            var facts = batch.Facts.Where(fact => fact.End.At >= from).ToList();
            var answer = Post(facts);
            if (answer.Outcome == OtlpOutcome.Unreachable)
            {
                throw NotTaken(answer.Words);
            }

            var left = Left(answer, facts.Count);
            (spans, refused, cursor) = (spans + facts.Count - left, refused + left, batch.Next);
        }

        return new ExportReport(target.Origin, spans, false, 0, 0, refused);
    }

    /// <summary>Begins at the end of history, or where the last export came to; of more than may wait the oldest are passed over, and that is told.</summary>
    private (TelemetryState Before, TelemetryState Kept) Begin(Tx tx)
    {
        var known = TelemetryState.Read(tx.Sql);
        var state = known ?? TelemetryState.Begin(tx.Sql, tx.Now);
        var kept = state.Within(EventStore.LastSequence(tx.Sql), app.Config.Telemetry.Backlog);
        if (kept.Dropped > state.Dropped)
        {
            Tell(tx, "telemetry.dropped", string.Create(CultureInfo.InvariantCulture, $"{kept.Dropped - state.Dropped} events were passed over by the export: more than {app.Config.Telemetry.Backlog} waited"));
        }

        if (kept != known)
        {
            kept.Write(tx);
        }

        return (state, kept);
    }

    private Batch Next(TelemetryState state) => app.Ledger.Read(sql => new BatchReader(sql).After(state.Cursor, state.UsageCursor));

    private TelemetryState Sent(TelemetryState state, Batch batch)
    {
        var answer = Post(batch.Facts);
        if (answer.Outcome == OtlpOutcome.Unreachable)
        {
            throw Failed(state, answer.Words);
        }

        var sums = new MetricSums(state.Series);
        MetricCounter.Count(sums, batch);
        var left = Left(answer, batch.Facts.Count);
        var isSent = batch.Facts.Count > 0 && target.Traces is not null;
        var next = state with
        {
            Cursor = batch.Next, UsageCursor = batch.NextUsage, Series = sums.All, Spans = state.Spans + (isSent ? batch.Facts.Count - left : 0), Refused = state.Refused + left,
            OwesMetrics = state.OwesMetrics || (batch.IsWorthTelling && target.Metrics is not null),
        };
        return Kept(state, next, isSent, left, answer.Words);
    }

    /// <summary>What was counted is told whole each time, so what was not heard once is heard the next time.</summary>
    private TelemetryState Counted(TelemetryState state)
    {
        var document = MetricCounter.Document(Resource(), Scope, state, app.Ledger.Read(TelemetryStore.Standing), app.Ledger.Now);
        var answer = Deliver(target.Metrics, () => JsonSerializer.SerializeToUtf8Bytes(document, OtlpJson.Default.OtlpMetrics));
        return answer.Outcome == OtlpOutcome.Unreachable ? throw Failed(state, answer.Words)
            : Kept(state, state with { OwesMetrics = false }, true, answer.Outcome == OtlpOutcome.Refused ? 1 : answer.Rejected, answer.Words);
    }

    private TelemetryState Kept(TelemetryState before, TelemetryState after, bool isSent, long left, string words) => app.Ledger.Write(tx =>
    {
        var kept = isSent ? after.Taken(tx.Now) : after;
        if (isSent && before.Failures > 0)
        {
            Tell(tx, "telemetry.resumed", string.Create(CultureInfo.InvariantCulture, $"the export goes on after {before.Failures} failures"), "info");
        }

        if (left > 0)
        {
            Tell(tx, "telemetry.refused", string.Create(CultureInfo.InvariantCulture, $"{target.Origin}: {left} items were not taken and are not sent again: {words}"));
        }

        kept.Write(tx);
        return kept;
    });

    /// <summary>Told once, however long it lasts.</summary>
    private OvException Failed(TelemetryState state, string words)
    {
        app.Ledger.Write(tx =>
        {
            if (state.Failures == 0)
            {
                Tell(tx, "telemetry.failed", $"{target.Origin}: {words}; what happened is kept and tried again");
            }

            state.Failed(tx.Now, words).Write(tx);
        });
        return NotTaken(words);
    }

    private OvException NotTaken(string words) =>
        new(ErrorCode.Failed, $"The address at {target.Origin} did not take the export: {words}", "What happened is kept; 'ov telemetry status' tells how much waits and when the watcher tries again.");

    private OtlpAnswer Post(IReadOnlyList<SpanFact> facts) => facts.Count == 0 ? new OtlpAnswer(OtlpOutcome.Taken, "") : Deliver(target.Traces, () => JsonSerializer.SerializeToUtf8Bytes(
        new OtlpTraces([new OtlpResourceSpans(Resource(), [new OtlpScopeSpans(Scope, [.. facts.Select(_maker.Of)])])]), OtlpJson.Default.OtlpTraces));

    private OtlpAnswer Deliver(string? address, Func<byte[]> document) => address is null || app.Options.DryRun ? new OtlpAnswer(OtlpOutcome.Taken, "") : _sender.Post(address, document());

    private OtlpResource Resource() => new([.. target.Resource.Select(pair => OtlpAttribute.Of(pair.Key, pair.Value)), OtlpAttribute.Of("ov.project", ProjectName.Of(app))]);

    private static long Left(OtlpAnswer answer, int count) => answer.Outcome == OtlpOutcome.Refused ? count : Math.Min(count, answer.Rejected);

    private static void Tell(Tx tx, string type, string text, string level = "warn") => tx.Record(new EventDraft(type) { Actor = Caller.Watch.Actor, Level = level, Text = text });
}

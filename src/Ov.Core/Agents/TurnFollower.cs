using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Processes;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>Watches over the process of a turn until it has ended, or ends it: writes what it tells, keeps its limit, notices that its agent is over.</summary>
/// <param name="look">Called when the turn has told something, and now and then: what it left for the host is taken.</param>
internal sealed class TurnFollower(OvApp app, TurnProcess process, TurnStream stream, string agentId, int turn, Action look)
{
    /// <summary>How often a long turn is looked after: adopted children, a replaced incarnation.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>How long a process may go on after its agent has ended.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60);

    /// <summary>What comes close together is written in one transaction.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock = TimeProvider.System;
    private long? _over;
    private PriceTable? _prices;

    /// <summary>Why the turn failed, or null.</summary>
    public TurnFailure? Follow(TimeSpan limit)
    {
        var (started, looked) = (_clock.GetTimestamp(), _clock.GetTimestamp());
        while (true)
        {
            var left = limit - _clock.GetElapsedTime(started);
            if (process.WaitForExit(left < Look ? left : Look, stream.Bell) is { } exit)
            {
                Write();
                return stream.Verdict(exit.ExitCode);
            }

            if (_clock.GetElapsedTime(started) >= limit)
            {
                return End(string.Create(CultureInfo.InvariantCulture, $"the turn passed its time limit of {limit.TotalSeconds:0} s and was ended"));
            }

            if (stream.Bell.IsCancellationRequested)
            {
                process.WaitForExit(Gather);
                Write();
                look();
            }

            if (_clock.GetElapsedTime(looked) >= Look)
            {
                looked = _clock.GetTimestamp();
                Subreaper.ReapAdopted();
                look();
                _over ??= IsOver() ? looked : null;
            }

            if (_over is { } since && _clock.GetElapsedTime(since) >= Afterwards)
            {
                return End("its agent had ended, so the turn was ended too");
            }
        }
    }

    private TurnFailure End(string reason)
    {
        process.End(AgentTree.Grace);
        process.WaitForExit(Gather);
        Write();
        return new TurnFailure(TurnFailureKind.Process, reason);
    }

    private void Write()
    {
        if (stream.Take() is { Count: > 0 } facts)
        {
            Unhindered(() => app.Ledger.Write(tx => TurnRecorder.Record(tx, agentId, turn, facts, PricesFor(facts))));
        }
    }

    /// <summary>Read only for a runtime that tells no money; a wrong line among the settings takes nothing from the others.</summary>
    private PriceTable? PricesFor(IReadOnlyList<TurnFact> facts) =>
        facts.Any(fact => fact is TurnFact.Used { Usage.CostUsd: null }) ? _prices ??= PriceTable.With(app.Config.Setting(ConfigKeys.Prices).Found) : null;

    private bool IsOver()
    {
        var over = false;
        Unhindered(() => over = app.Ledger.Read(sql => AgentStore.ById(sql, agentId)) is not { IsLive: true });
        return over;
    }

    /// <summary>A newer program took the ledger over meanwhile: the turn is let go on to its end all the same.</summary>
    private void Unhindered(Action use)
    {
        try
        {
            use();
        }
        catch (OvException outdated) when (outdated.Code == ErrorCode.LedgerNewer)
        {
        }
        finally
        {
            app.CloseLedger();
        }
    }
}

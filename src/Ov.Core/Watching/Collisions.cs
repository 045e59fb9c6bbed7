using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>
/// Tells two agents at work that their branches have begun to conflict, uncommitted edits too, once for a pair and its files: before they
/// finish it costs a word, afterwards a re-base.
/// </summary>
internal static class Collisions
{
    private const string Name = "collisions";

    public static IEnumerable<TickDecision> Tell(TickContext context)
    {
        var now = context.Ledger.Now;
        var (agents, events) = context.Ledger.Read(sql => (AgentStore.AllLive(sql).Where(agent => agent.Branch is not null).ToList(), EventStore.LastSequence(sql)));
        // Looking costs calls of git: only while something happens, and not at every tick.
        if (agents.Count < 2 || (context.Memory is { } memory && (memory.LookedAt == events || !memory.MayTry(Name, now))))
        {
            yield break;
        }

        foreach (var pair in Radar.Look(context.App).Conflicts)
        {
            if (agents.Find(agent => agent.Branch == pair.One) is { } one && agents.Find(agent => agent.Branch == pair.Other) is { } other
                && context.Ledger.Read(sql => IsNew(sql, one, other, pair)))
            {
                yield return context.Try(
                    "merge", $"{one.Name} and {other.Name}", "told", $"their branches conflict in {string.Join(", ", pair.Files)}", () => Tell(context.Ledger, one, other, pair));
            }
        }

        context.Memory?.Looked(Name, context.Ledger.Read(EventStore.LastSequence), now);
    }

    private static bool IsNew(Sql sql, AgentRecord one, AgentRecord other, RadarPair pair) => MailStore.ByKey(sql, Mailbox.SystemSender, Key(one, other, pair)).Count == 0;

    private static string Key(AgentRecord one, AgentRecord other, RadarPair pair) =>
        $"{Name}:{string.Join(':', new[] { one.Id, other.Id }.Order(StringComparer.Ordinal).Concat(pair.Files))}";

    private static bool Tell(OvLedger ledger, AgentRecord one, AgentRecord other, RadarPair pair) => ledger.Write(tx =>
    {
        if (!IsNew(tx.Sql, one, other, pair))
        {
            return false;
        }

        Tell(tx, ledger.Files, one, other, pair, Key(one, other, pair));
        Tell(tx, ledger.Files, other, one, pair, Key(one, other, pair));
        return true;
    });

    private static void Tell(Tx tx, LedgerFiles files, AgentRecord reader, AgentRecord other, RadarPair pair, string key)
    {
        var task = other.TaskId is { } id && TaskStore.ById(tx.Sql, id) is { } known ? $" on task {known.Number}, {known.Title}" : "";
        Mailbox.Deliver(tx, files, new MailDraft(
            Mailbox.SystemSender, reader.Name, MailType.Status, $"Your work collides with {other.Name}'s in {string.Join(", ", pair.Files)}",
            $"{other.Name} works{task} (branch {other.Branch}), and both of you have changed the same places in:\n{string.Join('\n', pair.Files.Select(file => $"  {file}"))}\n"
            + "Whoever lands second gets the conflict. Agree by mail who leaves these places to whom, or keep your change there small.")
        {
            RunId = reader.RunId, TaskId = reader.TaskId, IdempotencyKey = key,
        });
    }
}

using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Mail;

/// <summary>
/// Deletes mail for good. What somebody still has to see stays, unless it is asked for; what a turn holds in its hands stays always.
/// </summary>
public static class MailPurger
{
    /// <exception cref="OvException">not-operator; usage when nothing says which; not-found; needs-confirmation with the number.</exception>
    public static PurgedMail Purge(OvApp app, Caller caller, MailPurge asked)
    {
        caller.RequireOperator("delete mail");
        return app.Ledger.Write(tx =>
        {
            var range = Range(app, tx, asked);
            var plan = MailPurgeStore.Plan(tx.Sql, range);
            if (plan.Purged > 0 && !app.Options.Yes && !app.Options.DryRun)
            {
                throw new OvException(
                    ErrorCode.NeedsConfirmation, $"{plan.Purged} message{(plan.Purged == 1 ? "" : "s")} would be deleted for good.", "Look with --dry-run, then confirm with --yes.")
                {
                    Facts = new Dictionary<string, string> { ["count"] = plan.Purged.ToString(CultureInfo.InvariantCulture) },
                };
            }

            if (plan.Purged > 0)
            {
                MailPurgeStore.Delete(tx, range);
                tx.Record(new EventDraft("mail.purged") { RunId = range.RunId, Actor = caller.Actor, Level = "warn", Text = $"{plan.Purged} messages{Words(asked)}" });
            }

            return plan;
        });
    }

    private static MailRange Range(OvApp app, Tx tx, MailPurge asked)
    {
        if (asked.Days is < 1)
        {
            throw new OvException(ErrorCode.Usage, "--days must be a positive integer.");
        }

        if (!asked.All && asked.Days is null && asked.Agent is null)
        {
            throw new OvException(ErrorCode.Usage, "Say which mail: --all, --days <n> or --agent <name>.", "Several together narrow it down; --dry-run shows what would go.");
        }

        return new MailRange(
            PartyName.InMail(tx.Sql, asked.Agent), app.Options.Run is { } run ? RunResolver.Named(tx.Sql, run).Id : null,
            asked.Days is { } days ? Before(tx.Now, days) : null, asked.Unread);
    }

    private static DateTimeOffset Before(DateTimeOffset now, int days) => (now - DateTimeOffset.UnixEpoch).TotalDays > days ? now.AddDays(-days) : DateTimeOffset.UnixEpoch;

    private static string Words(MailPurge asked) =>
        (asked.Agent is null ? "" : $" of {asked.Agent}") + (asked.Days is { } days ? $" older than {days} days" : "") + (asked.Unread ? ", unread ones too" : "");
}

/// <summary>Which mail is to go, in the words of whoever asks; several of them narrow it down.</summary>
/// <param name="Days">Only what is older than that.</param>
/// <param name="Agent">Only what this party sent or received.</param>
/// <param name="Unread">Also what nobody has read, and questions without an answer.</param>
public sealed record MailPurge(bool All, int? Days, string? Agent, bool Unread);

/// <param name="Purged">How many were deleted, or in a dry run would be.</param>
/// <param name="Kept">How many of the same stay because somebody still has to see or answer them.</param>
/// <param name="Oldest">When the oldest of them was sent.</param>
/// <param name="Newest">When the newest of them was sent.</param>
public sealed record PurgedMail(long Purged, long Kept, DateTimeOffset? Oldest, DateTimeOffset? Newest);

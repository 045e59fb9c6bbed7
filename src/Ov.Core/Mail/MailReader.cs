using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Mail;

/// <summary>Shows one message whole. Anybody may look; only its own reader's look acknowledges it, once it was shown.</summary>
public static class MailReader
{
    public static ReadMail Read(OvApp app, Caller caller, string id)
    {
        var message = app.Ledger.Read(sql => MailFinder.Require(sql, id));
        var mine = message.Recipient == caller.MailName;
        var claim = MailClaim.Nothing;
        if (mine && message.State == MailState.Queued)
        {
            var process = ProcessIdentity.Current().ToString();
            claim = app.Ledger.Write(tx => MailClaims.ClaimOne(tx, MailStore.ById(tx.Sql, message.Id)!, process));
        }

        return new ReadMail(MailItem.Of(message), message.State is MailState.Read or MailState.Answered, mine)
        {
            ClaimId = claim.ClaimId, Text = MailFence.Render([message], MailFence.NewMarker(), whole: true),
        };
    }

    /// <summary>It reached its reader.</summary>
    public static void Shown(OvApp app, Caller caller, ReadMail read)
    {
        if (read is { Mine: true, AlreadyRead: false })
        {
            app.Ledger.Write(tx => MailAcknowledger.One(tx, caller, MailStore.ById(tx.Sql, read.Message.Id)!));
        }
    }

    /// <summary>The output could not be written: it waits again.</summary>
    public static void NotShown(OvApp app, ReadMail read)
    {
        if (read.ClaimId.Length > 0)
        {
            app.Ledger.Write(tx => MailClaims.Release(tx, read.ClaimId, "its output could not be written"));
        }
    }
}

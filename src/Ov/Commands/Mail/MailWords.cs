using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary>Cells of the mail list.</summary>
internal static class MailWords
{
    public static string Type(MailItem mail) =>
        $"{mail.Type.Word()}{(mail.Priority == MailPriority.Normal ? "" : $" [{mail.Priority.Word()}]")}{(mail.Overdue == true ? " (overdue)" : "")}";

    public static string When(MailItem mail) => UtcMillis.Format(mail.CreatedAt);
}

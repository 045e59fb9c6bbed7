using Ov.Commands.Mail;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Tests.Mail;

/// <summary>The words that the help of mail writes out are the words that there are.</summary>
public sealed class MailWordsTests
{
    [Fact]
    public void The_help_of_mail_names_every_type_priority_and_severity()
    {
        Assert.Equal(MailOptions.Types, string.Join(", ", SnakeCase.Words<MailType>()));
        Assert.Equal(MailOptions.Priorities, string.Join(", ", SnakeCase.Words<MailPriority>()));
        Assert.Equal(MailOptions.Severities, string.Join(", ", SnakeCase.Words<Severity>()));
    }
}

using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail …</c>: typed mail between agents and the operator.</summary>
internal static class MailCommands
{
    public static Command Create(CommandRunner runner) => new("mail", "Send, take, read and answer typed mail")
    {
        MailSendCommand.Create(runner),
        MailCheckCommand.Create(runner),
        MailListCommand.Create(runner),
        MailSearchCommand.Create(runner),
        MailReadCommand.Create(runner),
        MailReplyCommand.Create(runner),
        MailAskCommand.Create(runner),
        MailAnswerCommand.Create(runner),
        MailAckCommand.Create(runner),
        MailPurgeCommand.Create(runner),
    };
}

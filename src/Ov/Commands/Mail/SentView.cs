using Ov.Cli;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary>What became of sent mail, for people.</summary>
internal static class SentView
{
    public static void Write(SentMail sent, TextView view)
    {
        if (sent.Duplicate)
        {
            view.Answer(sent.Id);
            view.Ok($"Sent before under this key: {sent.Id}; nothing was sent again");
            return;
        }

        if (sent.RecipientCount == 1)
        {
            view.Answer(sent.Id);
            view.Ok($"Sent message {sent.Id} to {sent.Recipients[0].To}");
        }
        else
        {
            view.Ok($"Sent to {sent.RecipientCount} recipients ({sent.Recipients[0].AddressedTo})");
            foreach (var recipient in sent.Recipients)
            {
                view.Answer(recipient.Id);
                view.Hint($"→ {recipient.To} ({recipient.Id})");
            }
        }

        foreach (var recipient in sent.Recipients.Where(recipient => recipient.Redirected))
        {
            view.Warn($"{recipient.AddressedTo} has ended; {recipient.To} answers for its work and has the message.");
        }

        if (sent.MergeId is { } merge)
        {
            view.Hint($"Queued for landing: {merge}");
        }
        else if (sent.TaskId is { } task)
        {
            view.Hint($"Task {task} is {sent.TaskState}");
        }
    }
}

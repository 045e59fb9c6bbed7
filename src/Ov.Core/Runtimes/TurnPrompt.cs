using Ov.Core.Mail;

namespace Ov.Core.Runtimes;

/// <summary>What an agent reads at the start of a turn: who it is, then its new mail, fenced.</summary>
public static class TurnPrompt
{
    /// <param name="marker">A word made for this prompt alone, so that no mail can close its own fence.</param>
    public static string Render(string overlay, IReadOnlyList<Message> mail, string marker) =>
        mail.Count == 0 ? overlay : $"{overlay.TrimEnd()}\n\n{MailFence.Render(mail, marker)}";

    /// <summary>For a session that knows its assignment.</summary>
    public static string Later(IReadOnlyList<Message> mail, string marker) =>
        mail.Count == 0 ? "Go on with your task. Your last turn ended before its work was reported.\n" : MailFence.Render(mail, marker);
}

using System.Text;

namespace Ov.Core.Mail;

/// <summary>Limits of what a message may say; a refusal comes before anything is written.</summary>
public static class MailText
{
    /// <summary>Longest body in UTF-8 bytes.</summary>
    public const int BodyLimit = 256 * 1024;

    /// <summary>Longest subject in characters.</summary>
    public const int SubjectLimit = 1000;

    /// <exception cref="OvException">usage.</exception>
    public static void Require(string subject, string body)
    {
        if (subject.Length > SubjectLimit)
        {
            throw new OvException(ErrorCode.Usage, $"The subject has {subject.Length} characters; {SubjectLimit} is the most.", "Put the text into the body.");
        }

        if (Encoding.UTF8.GetByteCount(body) is var bytes && bytes > BodyLimit)
        {
            throw new OvException(
                ErrorCode.Usage, $"The body has {bytes} bytes; {BodyLimit} (256 kB) is the most.", "Write it to a file or a note, and mail its name.");
        }

        if (subject.Contains('\0') || body.Contains('\0'))
        {
            throw new OvException(ErrorCode.Usage, "Mail cannot hold a NUL character.", "Is the file given as body a text file?");
        }
    }

    /// <summary>The subject of an answer: one <c>Re:</c>, however long the thread.</summary>
    public static string ReplySubject(string subject) => subject.StartsWith("Re: ", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
}

using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Ov.Core.Config;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Redacting;

namespace Ov.Core.Checkup;

/// <summary>
/// A support archive: what somebody who helps from afar has to know. No source code, no mail bodies unless asked for, and no secret that can be
/// told; everything passes the same <see cref="Redactor"/>.
/// </summary>
/// <param name="File">The archive.</param>
/// <param name="Entries">The files in it.</param>
public sealed record Bundle(string File, long Bytes, IReadOnlyList<string> Entries)
{
    private const int Events = 500, Mails = 200;

    private const string Extension = ".zip";

    /// <param name="program">How this program names itself, with version and build kind.</param>
    /// <param name="withMail">Also the newest messages, whole.</param>
    /// <exception cref="OvException">usage for another kind of file; state when it exists; failed when it cannot be written.</exception>
    public static Bundle Write(OvApp app, string program, IReadOnlyList<Check> checks, string file, bool withMail)
    {
        var path = Path.GetFullPath(file, app.Environment.WorkingDirectory);
        if (!path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw new OvException(ErrorCode.Usage, $"The archive is a zip file, and {file} is not named like one.", $"Name it {Path.ChangeExtension(Path.GetFileName(file), Extension)}.");
        }

        if (Path.Exists(path))
        {
            throw new OvException(ErrorCode.State, $"{path} exists already and is not overwritten.", "Name a new file.");
        }

        var redactor = app.Redactor;
        var parts = Parts(app, program, checks, withMail).Select(part => (part.Name, Text: redactor.Of(part.Text))).ToList();
        try
        {
            var bytes = Zip(parts);
            PrivateFile.Write(path, bytes);
            return new Bundle(path, bytes.Length, [.. parts.Select(part => part.Name)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OvException(ErrorCode.Failed, $"The archive could not be written: {fault.Message}", "Name a file in a folder that you may write to.");
        }
    }

    private static byte[] Zip(IReadOnlyList<(string Name, string Text)> parts)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    private static IEnumerable<(string Name, string Text)> Parts(OvApp app, string program, IReadOnlyList<Check> checks, bool withMail)
    {
        yield return ("versions.txt", $"{program}\nledger schema {Schema.Version}\nSQLite {SqliteEngine.Version}\n{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}\n");
        yield return ("doctor.txt", Lines(checks.Select(check => $"{check.Status} {check.Category}/{check.Name} [{check.Code}] {check.Message} {string.Join(" | ", check.Details)}")));
        yield return ("config.txt", Lines(app.Config.Settings.Select(setting => $"{setting.Key.Path} = {(setting.Key == ConfigKeys.Env ? NamesOf(app) : setting.Text)}  ({setting.Origin})")));
        if (!app.HasLedger)
        {
            yield break;
        }

        var (sizes, events) = app.Ledger.Read(sql => (CheckupStore.Sizes(sql), EventStore.Newest(sql, Events)));
        yield return ("ledger.txt", Lines(sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Table} {size.Rows}"))));
        yield return ("events.txt", Lines(events.AsEnumerable().Reverse().Select(record => Line(record, withMail))));
        if (withMail)
        {
            var mails = app.Ledger.Read(sql => MailStore.Select(sql, new MailFilter(null, null, null, null, Unread: false, Mails)));
            yield return ("mail.txt", Lines(mails.Select(mail => $"{UtcMillis.Format(mail.CreatedAt)} {mail.Id} {mail.Sender} -> {mail.Recipient} {mail.Type.Word()} {mail.State.Word()}: {mail.Subject}\n{mail.Body}\n")));
        }
    }

    /// <summary>What agents say and do tells of the source, and what they write to each other is theirs: of that only that it was.</summary>
    private static string Line(EventRecord record, bool withMail)
    {
        var isSpeech = record.Type is "agent.said" || record.Tool is not null || record.Type.StartsWith("runtime.", StringComparison.Ordinal) || (record.Type.StartsWith("mail.", StringComparison.Ordinal) && !withMail);
        string?[] words = [UtcMillis.Format(record.At), record.Type, record.Level, record.Actor, record.AgentId, record.TaskId, record.Subject, record.Tool, record.DurationMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms} ms") : null, isSpeech ? null : record.Text];
        return string.Join(' ', words.Where(word => word is { Length: > 0 }));
    }

    /// <summary>Values of variables may be anything: their names are enough.</summary>
    private static string NamesOf(OvApp app) => string.Join(", ", app.Config.Setting(ConfigKeys.Env).Found.Keys);

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}

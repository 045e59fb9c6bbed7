using System.IO.Compression;
using Ov.Core;
using Ov.Core.Checkup;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Checkup;

/// <summary>A support archive tells of the machine and the ledger, and of nobody's work or secrets.</summary>
public sealed class BundleTests : IDisposable
{
    private const string Key = "sk-ant-api03-AAAABBBBCCCCDDDDEEEE", Value = "hunter2-hunter2";

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    private string Text(bool withMail, string name = "support.zip")
    {
        using var app = _project.App(("MY_PASSWORD", Value));
        var file = Path.Combine(_project.Folder, name);
        Bundle.Write(app, "ov 1.0", Doctor.Run(app, "ov 1.0", "ledger"), file, withMail);
        using var archive = ZipFile.OpenRead(file);
        return string.Concat(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return $"== {entry.FullName}\n{reader.ReadToEnd()}";
        }));
    }

    private void Arrange()
    {
        _project.Write(".overstory/config.local.yaml", $"env:\n  DATABASE_PASSWORD: other-secret-value\n  MODE: private-value\nagents:\n  maxConcurrent: 7\n");
        _project.AddAgent(_project.AddRun(), "builder-1");
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            Mailbox.Deliver(tx, tx.Files, new MailDraft("operator", "builder-1", MailType.Info, "The subject", "The body"));
            tx.Record(new EventDraft("agent.said") { Text = "static int Source() => 42;" });
            tx.Record(new EventDraft("check.failed") { Text = $"exit 1 with {Key} and {Value}" });
            // As an older ov left it.
            tx.Sql.Run("UPDATE event SET text = ?1 WHERE type = 'check.failed'", $"exit 1 with {Key} and {Value}");
        });
    }

    [Fact]
    public void It_holds_versions_findings_settings_and_events_but_no_source_mail_or_secret()
    {
        Arrange();
        var text = Text(withMail: false);
        Assert.All(["ov 1.0", $"ledger schema", "agents.maxConcurrent = 7", "DATABASE_PASSWORD", "message 1", "mail.sent", "check.failed", "exit 1 with [redacted] and [redacted]", "ledger/integrity"],
            wanted => Assert.Contains(wanted, text, StringComparison.Ordinal));
        Assert.All([Key, Value, "other-secret-value", "private-value", "The subject", "The body", "Source()"], unwanted => Assert.DoesNotContain(unwanted, text, StringComparison.Ordinal));
        Assert.Contains("The body", Text(withMail: true, "with-mail.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_the_owners_alone_and_never_written_over_a_file()
    {
        Text(withMail: false);
        var file = Path.Combine(_project.Folder, "support.zip");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => Text(withMail: false)).Code);
        Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => Text(withMail: false, "support.txt")).Code);
    }
}

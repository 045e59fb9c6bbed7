using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Redacting;
using Ov.Tests.Support;

namespace Ov.Tests.Redacting;

/// <summary>Every way in which a text comes to be stored: whichever it takes, no secret arrives, told by its shape or as the value of a variable.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Shape = "ghp_abcdefghijklmnopqrstuvwxyz0123", Value = "correct-horse-battery";

    private static readonly string Secrets = $"first {Shape} then {Value} end";

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    /// <summary>Each way in: what is done with the text, and where it then lies.</summary>
    private static IReadOnlyDictionary<string, Func<OvApp, AgentRecord, string>> Ways { get; } = new Dictionary<string, Func<OvApp, AgentRecord, string>>
    {
        ["an event's text"] = (app, _) => app.Ledger.Write(tx =>
        {
            tx.Record(new EventDraft("check.failed") { Text = Secrets, Data = $$"""{"text":"{{Secrets}}"}""" });
            return EventStore.Newest(tx.Sql, 1)[0] is var kept ? $"{kept.Text}\n{kept.Data}" : "";
        }),
        ["a tool call of a hook"] = (app, _) =>
        {
            HookLog.Record(app, app.Caller, HookEvent.ToolStart, HookPayload.Parse(System.Text.Encoding.UTF8.GetBytes("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"" + Secrets + "\"}}"), app.Redactor));
            return app.Ledger.Read(sql => EventStore.Newest(sql, 1)[0]) is var kept ? $"{kept.Text}\n{kept.Data}" : "";
        },
        ["mail"] = (app, _) => app.Ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, new MailDraft("operator", "builder-1", MailType.Info, Secrets, Secrets) { Payload = $$"""{"a":"{{Secrets}}"}""" }))
            is var mail ? $"{mail.Subject}\n{mail.Body}\n{mail.Payload}" : "",
        ["a note"] = (app, agent) => app.Ledger.Write(tx =>
        {
            NoteStore.Insert(tx, new NoteRecord(tx.NewId("note"), agent.RunId, null, null, "plan", "plan", 1, Secrets, 10, "operator", tx.Now, Secrets));
            return tx.Sql.Text("SELECT title || char(10) || body FROM note")!;
        }),
        ["a gate's output"] = (app, _) =>
        {
            var gate = new CommandSpec("test", null, ["sh", "-c", $"echo '{Secrets}'; exit 1"], TimeSpan.FromMinutes(1), "test");
            var (outcome, tail) = GateRunner.RunOne(app, gate, app.Project.Root, "main", "merge-1", CancellationToken.None);
            return $"{tail}\n{File.ReadAllText(outcome.Log!)}";
        },
        ["a transcript"] = (app, agent) =>
        {
            var log = app.Project.Files.Agent(agent.Id).TurnLog(1);
            Directory.CreateDirectory(Path.GetDirectoryName(log)!);
            File.WriteAllText(log, $$"""{"type":"text","text":"{{Secrets}}"}""");
            PrivateLog.Redact(log, app.Redactor);
            return File.ReadAllText(log);
        },
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_secret_comes_in_by(string way)
    {
        var agent = _project.AddAgent(_project.AddRun(), "builder-1");
        using var app = _project.App(("SERVICE_TOKEN", Value));
        var kept = Ways[way](app, agent);
        Assert.Contains("first [redacted] then [redacted] end", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Shape, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The token: string goes to parse(token, secret=None)")]
    [InlineData("Bearer authentication comes first")]
    [InlineData("password: a field of the form")]
    public void What_somebody_writes_about_secrets_stays_readable(string text) => Assert.Equal(text, Redaction.OfTokens(text));

    [Theory]
    [InlineData("MAX_TOKENS", "200000")]
    [InlineData("TOKEN_FILE", "/run/secrets/token")]
    [InlineData("EDITOR", "some-editor")]
    public void A_limit_a_path_and_an_ordinary_value_are_no_secrets(string name, string value) =>
        Assert.Equal(value, new Redactor(new Dictionary<string, string> { [name] = value }).OfWords(value));

    [Theory]
    [InlineData("DATABASE_URL", "postgres-here", "[redacted]")]
    [InlineData("PIN", "8431", "[redacted]")]
    [InlineData("PIN", "843", "843")]
    [InlineData("OTHER", "postgres-here", "postgres-here")]
    public void The_value_of_a_variable_that_the_settings_name_is_a_secret_unless_it_is_too_short(string name, string value, string shown) =>
        Assert.Equal($"it is {shown}.", new Redactor(new Dictionary<string, string> { [name] = value, [Redactor.NamesVariable] = "DATABASE_URL, PIN" }).OfWords($"it is {value}."));

    [Theory]
    [InlineData("""{"usage":{"input_tokens":172000}}""")]
    [InlineData("""{"maxTokens": 200, "a":[{"cacheReadInputTokens":5}]}""")]
    public void A_number_in_a_field_of_JSON_counts_something(string line) => Assert.Equal(line, Redaction.Of(line));

    [Theory]
    [InlineData("""{"token":"abc-def-ghi","next":1}""")]
    [InlineData("""{"command":"export API_KEY=abc\"def; curl -H \"Authorization: Bearer abcdefghijkl\"","next":1}""")]
    [InlineData("""{"text":"-----BEGIN PRIVATE KEY-----\nMIIabc","next":1}""")]
    public void A_line_of_JSON_stays_one(string line)
    {
        using var clean = System.Text.Json.JsonDocument.Parse(Redaction.Of(line));
        Assert.Contains(Redaction.Mark, clean.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, clean.RootElement.GetProperty("next").GetInt32());
    }
}

using System.Globalization;
using System.Text;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Redacting;

/// <summary>Every command that takes a text: whatever it is called with, no byte of the ledger or of its neighbours holds the secret afterwards.</summary>
public sealed class RedactionDoorTests : IDisposable
{
    private readonly TaskSite _site = new();
    private readonly List<string> _faults = [];
    private int _count;

    public void Dispose() => _site.Dispose();

    [Fact]
    public void No_command_lets_a_secret_into_the_ledger()
    {
        Prepare();
        Says(null, "run", "start", "other", "--objective", "T");
        Says(null, "run", "steer", "other", "--trigger", "T");
        Says(null, "run", "steer", "other", "--amend", "T");
        Says(null, "run", "abort", "other", "--reason", "T");
        Says(null, "task", "add", "T", "--body", "T", "--criterion", "T", "--meta", "why=T");
        Says(null, "task", "edit", "2", "--title", "T", "--body", "T", "--criterion", "T", "--reason", "T");
        Says(null, "task", "insert", "T", "--before", "2", "--body", "T", "--yes");
        Says(null, "task", "patch", "T", "--body", "T", "--wrong", "T", "--criterion", "T");
        Says(null, "task", "cancel", "3", "--reason", "T");
        Says("builder-1", "task", "block", "1", "--reason", "T", "--blocker", "T");
        Says(null, "task", "reopen", "1", "--reason", "T");
        Says("builder-2", "task", "handoff", "4", "--to", "scout", "--reason", "T", "--context", "T");
        Says("builder-3", "task", "done", "--no-changes", "--reason", "T", "--summary", "T", "--caveats", "T");
        Says(null, "task", "close", "5", "--reason", "T");
        Says(null, "task", "patch", "Mend it", "--patches", "5", "--wrong", "T", "--feedback", "T", "--issue", "T", "--criterion", "It works");
        Says("builder-5", "task", "release", "7", "--reason", "T");
        Says(null, "task", "reassign", "8", "--to", "helper", "--reason", "T");
        Says(null, "run", "fail", "third", "--reason", "T");
        Says(null, "spec", "write", "2", "--body", "T");
        Says(null, "note", "write", "plan", "T");
        Says("spare", "note", "append", "plan", "T");
        Says(null, "note", "lesson", "add", "T", "--domain", "tests");
        Says(null, "note", "lesson", "outcome", Newest("SELECT note_id AS id FROM lesson"), "worked", "--reason", "T");
        Says(null, "note", "lesson", "retire", Newest("SELECT note_id AS id FROM lesson"), "--reason", "T");
        Says("spare", "mail", "send", "--to", "operator", "--subject", "T", "--body", "T", "--payload", "{\"a\": \"T\"}");
        Says(null, "mail", "reply", Newest("SELECT id FROM message WHERE recipient = 'operator' ORDER BY seq"), "--body", "T");
        Says("spare", "mail", "send", "--to", "operator", "--subject", "T", "--body", "T", "--type", "question");
        Says(null, "mail", "answer", Newest("SELECT id FROM message WHERE type = 'question' ORDER BY seq"), "--body", "T");
        Says(null, "nudge", "spare", "T");
        Says("spare", "compact", "--body", "T");
        Says("spare", "scope", "request", "docs/**", "--reason", "T");
        Says(null, "scope", "refuse", "spare", "--reason", "T");
        Says(null, "gate", "open", "--kind", "destructive", "--question", "T", "--body", "T");
        Says(null, "gate", "reject", Newest("SELECT id FROM gate ORDER BY seq"), "--reason", "T");
        Says(null, "gate", "open", "--kind", "feedback", "--question", "T");
        Says(null, "gate", "answer", Newest("SELECT id FROM gate ORDER BY seq"), "changes", "--body", "T");
        Says(null, "gate", "accept", Breaker(), "--caveats", "T");
        Says(null, "gate", "record", "2", "--body", "{\"verdict\": \"changes-requested\", \"summary\": \"T\", \"issues\": [{\"severity\": \"high\", \"finding\": \"T\", \"suggestion\": \"T\"}]}");
        Says(null, "coordinator", "send", "--name", "a-coordinator", "--body", "T");
        Says(null, "task", "import", "planning");
        Assert.True(_faults.Count == 0, string.Join("\n\n", _faults));
    }

    [Fact]
    public async Task No_tool_lets_one_in_either()
    {
        Prepare();
        var (place, secret) = (_site.FolderOf("builder-1"), "swordfish-000-crab");
        var environment = _site.Project.Environment([("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1")), ("OVERSTORY_REDACT", "DATABASE_PLACE"), ("DATABASE_PLACE", secret)]);
        await using (var conversation = await Mcp.McpConversation.BeginAsync(environment with { WorkingDirectory = place }))
        {
            foreach (var call in new[]
            {
                """write_note {"name":"plan-1","content":"T"}""", """mail_send {"to":"operator","subject":"T","body":"T","payload":{"a":"T"}}""", """request_input {"question":"T","timeout":"0"}""",
                """worktree {"action":"notify","args":{"message":"T"}}""", """task_complete {"status":"failed","summary":"T","caveats":"T"}""",
            })
            {
                var (shape, number) = ($"ghp_{++_count:000}abcdefghijklmnopqrstuvw", _count);
                var arguments = call[(call.IndexOf(' ') + 1)..].Replace("\"T\"", $"\"mark{number:000} {shape} {secret}\"", StringComparison.Ordinal);
                var answer = await conversation.CallAsync(call[..call.IndexOf(' ')], arguments);
                Look($"{call} {answer.IsError}", number, shape, secret);
            }
        }

        Assert.True(_faults.Count == 0, string.Join("\n\n", _faults));
    }

    /// <summary>Says it with a secret of a well-known shape and the value of a variable that the settings name; each time others.</summary>
    private void Says(string? speaker, params string[] words)
    {
        var number = (++_count).ToString("000", CultureInfo.InvariantCulture);
        var (shape, value) = ($"ghp_{number}abcdefghijklmnopqrstuvw", $"swordfish-{number}-crab");
        var text = $"mark{number} {shape} {value}";
        _site.Project.Write("planning/21-later.prompt.md", $"---\nnumber: 21\ntitle: Later {text}\n---\n\n{text}\n");
        var run = As(speaker, ("DATABASE_PLACE", value), [.. words.Select(word => word == "T" ? text : word.Replace("\"T\"", $"\"{text}\"", StringComparison.Ordinal).Replace("=T", $"={text}", StringComparison.Ordinal))]);
        // A verdict that is no is told by its own status.
        if (run.Exit > 1)
        {
            _faults.Add(run.ToString());
        }

        Look(string.Join(' ', words), _count, shape, value);
    }

    private void Look(string words, int number, params string[] secrets)
    {
        var kept = string.Concat(Directory.GetFiles(_site.Project.Files.Folder, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        _faults.AddRange(secrets.Where(secret => kept.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{words}: {secret} is kept"));
        if (!kept.Contains($"mark{number:000} [redacted] [redacted]", StringComparison.Ordinal))
        {
            _faults.Add($"{words}: its text is not kept at all");
        }
    }

    private Answered As(string? speaker, (string, string) secret, params string[] words) => _site.Project.Ov(
        speaker is null ? [("OV_OPERATOR_TOKEN", Token), secret] : [("OVERSTORY_AGENT_NAME", speaker), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf(speaker)), ("OVERSTORY_REDACT", "DATABASE_PLACE"), secret],
        speaker is null && words[0] != "run" && words[0] != "init" ? [.. words, "--run", "run-1"] : words);

    private string Token { get; set; } = "";

    private void Prepare()
    {
        using (var ledger = _site.Project.OpenLedger())
        {
            Token = ledger.Write(tx => Core.Agents.OperatorTokenStore.Create(tx, "of the test"));
        }

        As(null, ("NOTHING", ""), "init");
        _site.Project.Write(".overstory/config.local.yaml", "watch:\n  enabled: false\nredact: [DATABASE_PLACE]\n");
        _site.Worker("builder-1", _site.Add("One"));
        _site.Add("Two");
        _site.Add("Three");
        _site.Worker("builder-2", _site.Add("Four"));
        _site.Worker("builder-3", _site.Add("Five"));
        _site.Add("Six");
        _site.Worker("builder-5", _site.Add("Seven"));
        _site.Worker("builder-6", _site.Add("Eight"));
        _site.Project.AddAgent(_site.Run, "helper");
        As(null, ("NOTHING", ""), "run", "start", "third");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET state = 'failed' WHERE id = ?1", TaskAdder.Add(tx, Core.Runs.RunStore.ByName(tx.Sql, "third")!, new TaskDraft("Nine"), Core.Agents.Caller.Operator).Id));
        var spare = _site.Project.AddAgent(_site.Run, "spare");
        _site.Project.AddAgent(_site.Run, "a-coordinator", "coordinator");
        _site.Operator.Ledger.Write(tx => Core.Agents.AgentStore.SetScope(tx, spare.Id, ["src/a.cs"]));
        _site.Operator.Ledger.Write(tx => Core.Agents.AgentStore.SetSession(tx, spare.Id, "s-1"));
    }

    private string Breaker() => _site.Operator.Ledger.Write(tx =>
    {
        var gate = new GateRecord(tx.NewId("gate"), _site.Run.Id, TaskStore.ByNumber(tx.Sql, _site.Run.Id, 2)!.Id, GateKind.BreakerReview, GateState.Pending, "How?", "", "operator", null, tx.Now, null, GatePoint.None, null, null, null, null);
        GateStore.Insert(tx, gate);
        return gate.Id;
    });

    private string Newest(string sql) => _site.Operator.Ledger.Read(reader => reader.All(sql, row => row.Text("id")))[^1];
}

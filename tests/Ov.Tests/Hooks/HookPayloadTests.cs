using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Hooks;
using Ov.Core.Redacting;

namespace Ov.Tests.Hooks;

public sealed class HookPayloadTests
{
    private const string Payload =
        """{"session_id":"s-1","transcript_path":"/t.jsonl","cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"timeout":5,"command":"git status","nested":{"command":"no"},"description":"look"},"tool_use_id":"tu-1"}""";

    [Fact]
    public void Key_fields_are_kept_and_the_rest_is_not()
    {
        var report = Parse(Payload);
        Assert.Equal(("Bash", "tu-1", "s-1", "/t.jsonl"), (report.Tool, report.ToolUseId, report.Session, report.Transcript));
        Assert.Equal(["command=git status", "description=look"], report.Input.Select(field => $"{field.Key}={field.Value}"));
    }

    [Fact]
    public void A_huge_value_is_cut_and_only_so_many_fields_are_kept()
    {
        string[] names = ["command", "file_path", "path", "pattern", "glob", "query", "url", "description", "skill", "cmd"];
        var report = Parse($"{{\"tool_name\":\"Bash\",\"tool_input\":{{{string.Join(',', names.Select(name => $"\"{name}\":\"{new string('x', 5000)}\""))}}}}}");
        Assert.Equal(8, report.Input.Count);
        Assert.All(report.Input, field => Assert.Equal(401, field.Value.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{\"tool_name\":")]
    [InlineData("{\"tool_input\":{\"command\":[1,{\"a\":")]
    public void What_is_malformed_fails_nobody(string payload) => Assert.Null(Parse(payload).Tool);

    [Fact]
    public void What_was_cut_off_gives_what_came_before()
    {
        var report = Parse("""{"tool_name":"Write","tool_input":{"file_path":"/a/b","content":"xxxxxxx""");
        Assert.Equal(("Write", "/a/b"), (report.Tool, report.Input.Single().Value));
    }

    [Fact]
    public void A_payload_cut_off_anywhere_or_of_any_bytes_is_survived()
    {
        var bytes = Encoding.UTF8.GetBytes(Payload);
        for (var length = 0; length < bytes.Length; length++)
        {
            HookPayload.Parse(bytes.AsSpan(0, length), Plain);
        }

        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), any => HookPayload.Parse([(byte)'{', .. any], Plain) is not null).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_payload_over_the_limit_is_read_no_further()
    {
        using var endless = new StringReader("{\"tool_name\":\"Write\",\"tool_input\":{\"content\":\"" + new string('x', HookPayload.Limit * 3));
        Assert.Equal("Write", HookPayload.Read(endless, Plain).Tool);
        Assert.NotEqual(-1, endless.Read());
    }

    [Theory]
    [InlineData("curl -H 'Authorization: Bearer abcdef123456.xyz'", "abcdef123456")]
    [InlineData("export ANTHROPIC_API_KEY=sk-ant-REDACTED", "abcdefghijklmnop")]
    [InlineData("MY_PASSWORD='hunter two' ./run", "hunter")]
    [InlineData("login --token abc123def", "abc123def")]
    [InlineData("git clone https://me:s3cr3tpw@example.org/x.git", "s3cr3tpw")]
    [InlineData("echo ghp_abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnop")]
    [InlineData("github_pat_11ABCDEFG0abcdefghijkl", "11ABCDEFG0")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "AKIAABCD")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh", "eyJzdWIi")]
    [InlineData("{\"client_secret\": \"topsecretvalue\"}", "topsecretvalue")]
    [InlineData("OVERSTORY_AGENT_TOKEN=0123456789abcdef ov mail check", "0123456789abcdef")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----", "MIIabc")]
    public void Secrets_of_known_shapes_are_not_kept(string text, string secret)
    {
        var clean = Redaction.Of(text);
        Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
        Assert.Contains(Redaction.Mark, clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git checkout overstory/builder/3-task-fix-the-login-page-now")]
    [InlineData("dotnet test --filter Tokenizer")]
    [InlineData("https://example.org:8080/a@b")]
    public void Ordinary_text_is_left_alone(string text) => Assert.Equal(text, Redaction.Of(text));

    [Fact]
    public void A_long_line_without_a_secret_costs_no_more_than_its_length()
    {
        var line = new string('a', 400_000);
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(line, Redaction.Of(line));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    /// <summary>Of an environment without a secret.</summary>
    private static readonly Redactor Plain = new(new Dictionary<string, string>());

    private static HookReport Parse(string payload) => HookPayload.Parse(Encoding.UTF8.GetBytes(payload), Plain);
}

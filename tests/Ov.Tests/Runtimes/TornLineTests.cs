using System.Text.Json.Nodes;
using Ov.Core.Agents;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Claude;
using Ov.Core.Runtimes.Codex;
using Ov.Core.Runtimes.Copilot;
using Ov.Core.Runtimes.Gemini;
using Ov.Core.Runtimes.OpenCode;
using Ov.Core.Runtimes.Pi;

namespace Ov.Tests.Runtimes;

/// <summary>Lines as no client means them: cut anywhere, or with a value of another kind anywhere. A turn goes on, and what cannot be read is told as it came.</summary>
public sealed class TornLineTests
{
    private static readonly string[] Claude =
    [
        """{"subtype":"init","session_id":"s-1","model":"m","type":"system","mcp_servers":[{"name":"ov","status":"failed"}]}""",
        """{"message":{"content":[{"type":"text","text":"I begin"},{"type":"tool_use","id":"t","name":"Bash","input":{"command":"make"}}],"usage":{"input_tokens":5,"output_tokens":1,"cache_read_input_tokens":9}},"type":"assistant"}""",
        """{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t","is_error":true,"content":[{"type":"text","text":"no rule"}]}]}}""",
        """{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1893508200}}""",
        """{"is_error":true,"subtype":"success","api_error_status":529,"errors":["no"],"usage":{"input_tokens":5},"modelUsage":{"m":{"inputTokens":100,"outputTokens":60,"costUSD":0.5,"contextWindow":200000}},"type":"result"}""",
    ];

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("copilot")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    [InlineData("pi")]
    public void A_torn_or_mistaken_line_never_ends_the_turn(string runtime)
    {
        string[] lines = [.. (runtime == "claude" ? Claude : TurnSample.Lines($"{runtime}.jsonl")).Where(line => line.Length > 0)];
        var (cut, changed) = (0, 0);
        foreach (var line in lines)
        {
            for (var length = 1; length < line.Length; length += Math.Max(1, line.Length / 60))
            {
                Assert.Equal([$"unread {line[..length]}"], Told(runtime, line[..length]).Select(fact => fact is TurnFact.Unread unread ? $"unread {unread.Line}" : TurnSample.Told(fact)));
                cut++;
            }

            foreach (var other in Changed(line))
            {
                Told(runtime, other);
                changed++;
            }
        }

        Assert.True(cut > 40 && changed > 100, $"{cut} {changed}");
    }

    private static IReadOnlyList<TurnFact> Told(string runtime, string line)
    {
        IRuntime one = runtime switch
        {
            "claude" => new ClaudeRuntime(), "codex" => new CodexRuntime(), "copilot" => new CopilotRuntime(), "gemini" => new GeminiRuntime(), "opencode" => new OpenCodeRuntime(), _ => new PiRuntime(),
        };
        var reader = one.Reader(TurnSample.Context());
        using var stream = new TurnStream(reader);
        stream.Line(line);
        reader.Verdict(0, stream.LastWords);
        reader.Verdict(1, stream.LastWords);
        return stream.Take();
    }

    /// <summary>The line with each of its values, one after the other, taken away or of every other kind.</summary>
    private static IEnumerable<string> Changed(string line)
    {
        string[] kinds = ["null", "true", "-1", "1e400", "99999999999999999999", "\"\\u001b[2J\"", "[]", "[null]", "[[1]]", "{}", """{"type":null}"""];
        var count = Places(JsonNode.Parse(line)!).Count();
        for (var i = 0; i < count; i++)
        {
            foreach (var kind in kinds)
            {
                var root = JsonNode.Parse(line)!;
                Places(root).ElementAt(i)(JsonNode.Parse(kind));
                yield return root.ToJsonString();
            }
        }
    }

    private static IEnumerable<Action<JsonNode?>> Places(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(member => member.Key).ToList())
                {
                    yield return value => members[name] = value;
                    foreach (var inner in Places(members[name]))
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var at = i;
                    yield return value => items[at] = value;
                    foreach (var inner in Places(items[at]))
                    {
                        yield return inner;
                    }
                }

                break;
        }
    }
}

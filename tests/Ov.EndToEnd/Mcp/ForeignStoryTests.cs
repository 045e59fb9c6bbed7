using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Ov.Core.Processes;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Mcp;

/// <summary>Story C.6: an orchestrator that only speaks the protocol, its children, a person at a shell, and a crash.</summary>
public sealed class ForeignStoryTests : IDisposable
{
    /// <summary>One child asks who sent it, one asks the person, and each then does its part.</summary>
    private const string Child = """
        case "$(cat)" in
          *"Choose a colour"*) ov mail ask --to coordinator --subject Colour --body "Red or blue?" --payload '{"options":["red","blue"]}' --timeout 2m > ../colour ;;
          *"Choose a licence"*) ov mail ask --to operator --subject Licence --body "Which one?" --timeout 2m > ../licence ;;
        esac;
        echo work > "$OVERSTORY_AGENT_NAME.txt" && git add -A && git commit -qm "Work of $OVERSTORY_AGENT_NAME" && ov task done "$OVERSTORY_TASK_ID" --summary "Done by $OVERSTORY_AGENT_NAME"
        """;

    private readonly Team _team = new(
        $"roles: {{ coordinator: {{ canSpawn: [lead, builder] }} }}\nruntimes: {{ exec: {{ command: {{ builder: '{Child.ReplaceLineEndings(" ").Replace("'", "''", StringComparison.Ordinal)}' }} }} }}\n");

    public void Dispose() => _team.Dispose();

    [Fact]
    public async Task An_orchestrator_of_another_tool_delegates_answers_and_crashes()
    {
        _team.Ov("config", "trust", "--yes").Ok();
        _team.Ov("coordinator", "start", "--no-attach", "--exec", "true").Ok();
        string[] children;
        await using (var client = await Begin("coordinator"))
        {
            // 1. Its list has what leads; a worker's has not.
            var tools = (await client.ListToolsAsync()).Select(tool => tool.Name).ToList();
            Assert.Empty(new[] { "delegate", "shared_tasks_create", "write_note", "worktree" }.Except(tools));

            // 2. The board: what it needs must be there.
            var parts = new List<string>();
            foreach (var title in new[] { "Choose a colour", "Choose a licence", "Write the page", "Translate the page" })
            {
                parts.Add(Text(await Call(client, "shared_tasks_create", ("title", title), ("blocked_by", title.StartsWith("Translate", StringComparison.Ordinal) ? parts[^1..] : [])), "taskId"));
            }

            Assert.Equal("not-found", Text(await Call(client, "shared_tasks_create", ("title", "Never"), ("blocked_by", new[] { "77" })), "code"));
            Assert.True((await Call(client, "write_note", ("name", "spec-api"), ("content", "One page"))).IsError == false);

            // 3. Three at once, in order; who is unknown stops nobody. 4. The question of one comes back with them.
            var given = Json($$"""
                [{"agent":"builder","task":"Choose a colour","task_id":"{{parts[0]}}"},{"agent":"bulder","task":"Never this"},{"agent":"builder","task":"Choose a licence","task_id":"{{parts[1]}}"}]
                """);
            var delegated = Call(client, "delegate", ("tasks", given), ("wait", "60s"));
            _team.Until("the person is asked", "SELECT 1 FROM message WHERE recipient = 'operator' AND type = 'question' AND state = 'queued'");
            children = [.. _team.Project.Rows("SELECT name FROM agent WHERE role = 'builder' ORDER BY seq", row => row.Text("name"))];
            Assert.Equal(["builder-colour-1", "builder-licence-2"], children);
            await ChildHasNoSpawn(children[0]);
            var asked = _team.Ov("gate", "list", "--pending", "--json").Ok().Json.GetProperty("questions")[0];
            _team.Ov("mail", "answer", asked.GetProperty("id").GetString()!, "--body", "MIT").Ok();

            var results = Results(await delegated);
            Assert.Equal([true, false, true], results.Select(one => one.GetProperty("success").GetBoolean()));
            Assert.Equal("not-found", results[1].GetProperty("code").GetString());
            Assert.Equal("Done by builder-licence-2", results[2].GetProperty("result").GetString());
            var question = results[0].GetProperty("pendingQuestion");
            Assert.Equal("Red or blue?", question.GetProperty("question").GetString());
            var resumed = Results(await Call(client, "answer_delegation_questions", ("wait", "60s"), ("answers", Json($$"""[{"delegation_id":"{{question.GetProperty("id").GetString()}}","answer":"blue"}]"""))));
            Assert.Equal("Done by builder-colour-1", resumed[0].GetProperty("result").GetString());
            Assert.Contains("> blue", File.ReadAllText(Path.Combine(_team.Worktrees, "colour")));
            Assert.Contains("> MIT", File.ReadAllText(Path.Combine(_team.Worktrees, "licence")));

            // 5. A person puts a task between; who watches the later one goes on waiting.
            _team.Ov("task", "insert", "Check the page", "--after", parts[2], "--before", parts[3], "--yes").Ok();
            Assert.Contains("Check the page", (await Call(client, "shared_tasks_list")).StructuredContent!.Value.GetRawText());
            Assert.Equal("timed-out", Text(await Call(client, "shared_tasks_watch", ("id", parts[3]), ("timeout", "0")), "code"));
            Assert.True((await Call(client, "write_note", ("name", "coordinator"), ("kind", "checkpoint"), ("content", "Colour and licence are chosen."))).IsError == false);
        }

        // 6. It dies, and others go on; the next one is told what there is.
        _team.Ov("mail", "send", "--to", "coordinator", "--subject", "status?", "--body", "How far?", "--payload", """{"correlationId":"c-1"}""").Ok();
        _team.Wait("coordinator", "idle");
        Team.Kill(ProcessIdentity.Parse(_team.Agent("coordinator").Host)!.Pid);
        Eventually.Holds("it counts as dead", () =>
        {
            _team.Ov("watch", "--once").Ok();
            return _team.Agent("coordinator").State == Core.Agents.AgentState.Zombie;
        });
        Assert.Contains("No coordinator is running", _team.Ov("coordinator", "status").Ok().Stdout);
        Assert.Contains("zombie", _team.Ov("agents", "--all", "--role", "coordinator").Ok().Stdout);
        _team.Ov("coordinator", "start", "--no-attach", "--exec", "true").Ok();
        Assert.Contains("Colour and licence are chosen.", _team.Project.OvAs("coordinator", "prime").Ok().Stdout);

        await using var next = await Begin("coordinator");

        // 7. An answer bears the id of what it answers, and none where there was none.
        var first = _team.Project.Rows("SELECT id FROM message WHERE subject = 'status?'", row => row.Text("id"))[0];
        var plain = _team.Ov("mail", "send", "--to", "coordinator", "--subject", "And now?", "--body", "x", "--json").Ok().Json.GetProperty("id").GetString()!;
        foreach (var id in new[] { first, plain })
        {
            Assert.True((await Call(next, "mail_reply", ("id", id), ("body", "Active leads: none\nCompleted: 0\nBlockers: none\nNext actions: land"))).IsError == false);
        }

        Assert.Equal(["{\"correlationId\":\"c-1\"}", "none"], _team.Project.Rows("SELECT ifnull(payload, 'none') AS payload FROM message WHERE sender = 'coordinator' AND recipient = 'operator' AND reply_to IS NOT NULL ORDER BY seq", row => row.Text("payload")));

        // 8. Closed is the merge's word, and there was none; the next one lands what the dead one had handed out, and the group closes with it.
        var child = _team.Agent(children[0]);
        Assert.Equal("premature-close", Text(await Call(next, "shared_tasks_update", ("id", child.TaskId!), ("status", "closed")), "code"));
        _team.Ov("group", "create", "page", child.TaskId!).Ok();
        Assert.Equal("unreviewed", Text(await Call(next, "worktree", ("action", "merge"), ("args", Json($$"""{"branch":"{{child.Branch}}"}"""))), "code"));
        _team.Ov("review", "approve", child.Branch!).Ok();
        var landed = await Call(next, "worktree", ("action", "merge"), ("args", Json($$"""{"branch":"{{child.Branch}}"}""")));
        Assert.True(landed.IsError == false, ((TextContentBlock)landed.Content[0]).Text);
        Assert.Equal("closed", _team.Project.Rows($"SELECT state FROM task WHERE id = '{child.TaskId}'", row => row.Text("state")).Single());
        Assert.Equal("completed", _team.Ov("group", "status", "page", "--json").Ok().Json.GetProperty("group").GetProperty("status").GetString());
    }

    private async Task ChildHasNoSpawn(string child)
    {
        await using var client = await Begin(child);
        Assert.DoesNotContain("delegate", (await client.ListToolsAsync()).Select(tool => tool.Name));
        var refused = await Call(client, "worktree", ("action", "spawn"), ("args", Json("""{"tasks":["More"]}""")));
        Assert.Contains("It has: current, status, notify, help.", ((TextContentBlock)refused.Content[0]).Text);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static List<JsonElement> Results(CallToolResult answer) => [.. answer.StructuredContent!.Value.GetProperty("results").EnumerateArray()];

    private static string Text(CallToolResult answer, string field) => answer.StructuredContent!.Value.GetProperty(field).GetString()!;

    private Task<McpClient> Begin(string agent) => McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
    {
        Command = OvBinary.Path, Arguments = ["--project", _team.Project.WorktreeOf(agent), "mcp", "--agent", agent], WorkingDirectory = _team.Box.Repo, InheritEnvironmentVariables = false,
        EnvironmentVariables = _team.Box.Variables.Where(one => one.Key != "OV_OPERATOR_TOKEN").ToDictionary(one => one.Key, one => (string?)one.Value),
    }));

    private static async Task<CallToolResult> Call(McpClient client, string tool, params (string Name, object? Value)[] arguments) =>
        await client.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => one.Value));
}

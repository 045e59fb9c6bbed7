using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Mcp;

/// <summary>The real program, served to the protocol's own client over its standard streams.</summary>
public sealed class McpTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public async Task An_agent_works_and_reports_its_task_by_tools_alone()
    {
        _team.Sling("Build it", "true");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        await using var client = await Begin("builder-1");
        Assert.Equal("ov", client.ServerInfo?.Name);
        Assert.InRange((await client.ListToolsAsync()).Count, 10, 15);

        Assert.Equal("builder-1", (await Call(client, "worktree", ("action", "current"))).StructuredContent!.Value.GetProperty("agentName").GetString());
        Assert.Equal("no-commit", (await Call(client, "task_complete", ("status", "completed"), ("summary", "x"))).StructuredContent!.Value.GetProperty("code").GetString());
        _team.Box.Run("sh", ["-c", "echo a > a.txt && git add -A && git commit -qm A"], _team.Project.WorktreeOf("builder-1")).Ok();
        Assert.False((await Call(client, "mail_send", ("to", "operator"), ("subject", "Half way"), ("body", "a\nb"))).IsError);
        var done = await Call(client, "task_complete", ("status", "completed"), ("summary", "It is built"));
        Assert.True(done.IsError == false, ((TextContentBlock)done.Content[0]).Text);
        Assert.Equal("completed", _team.Project.Rows("SELECT state FROM task", row => row.Text("state"))[0]);
    }

    [Fact]
    public async Task A_lead_starts_agents_side_by_side_and_one_that_is_refused_stops_no_other()
    {
        _team.Sling("Lead it", "true", "--role", "lead");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("lead-1", "idle");
        await using var client = await Begin("lead-1");
        var answer = await Call(client, "delegate", ("tasks", JsonDocument.Parse("""
            [{"agent":"builder","task":"Write {one} of it","context":"Mind {the} braces"},{"agent":"bulder","task":"Never this"},{"agent":"builder","task":"Write the other"}]
            """).RootElement));
        var results = answer.StructuredContent!.Value.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([true, false, true], results.Select(one => one.GetProperty("success").GetBoolean()));
        Assert.Equal("not-found", results[1].GetProperty("code").GetString());
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM agent WHERE role = 'builder' AND parent_id IS NOT NULL"));
        Assert.Equal(["Write {one} of it", "Write the other"], _team.Project.Rows("SELECT title FROM task WHERE role = 'builder' ORDER BY number", row => row.Text("title")));
        _team.Ov("stop", "--all").Ok();
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_question_leaves_no_process_and_no_waiting_agent()
    {
        _team.Sling("Build it", "sleep 60");
        _team.Until("works", "SELECT 1 FROM agent WHERE state = 'working'");
        using var server = Process.Start(Start("builder-1"))!;
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        await server.StandardOutput.ReadLineAsync();
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await server.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"request_input","arguments":{"question":"Red?"}}}""");
        await server.StandardInput.FlushAsync();
        _team.Until("asked", "SELECT 1 FROM agent WHERE state = 'waiting'");
        server.StandardInput.Close();
        await server.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        Assert.Equal((0, ""), (server.ExitCode, await server.StandardError.ReadToEndAsync()));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE state = 'working'"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'question' AND state = 'queued'"));
        _team.Ov("stop", "--all").Ok();
    }

    [Fact]
    public async Task Without_a_project_the_server_says_so_and_ends()
    {
        using var box = new Sandbox();
        var run = await box.RunAsync("ov", ["mcp"]);
        run.Refused(7, "not-a-repository");
        Assert.Equal("", run.Stdout);
    }

    private Task<McpClient> Begin(string agent) => McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
    {
        Command = OvBinary.Path, Arguments = ["--project", _team.Project.WorktreeOf(agent), "mcp", "--agent", agent], WorkingDirectory = _team.Box.Repo,
        InheritEnvironmentVariables = false, EnvironmentVariables = Variables(),
    }));

    private ProcessStartInfo Start(string agent)
    {
        var start = new ProcessStartInfo(OvBinary.Path, ["--project", _team.Project.WorktreeOf(agent), "mcp", "--agent", agent])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _team.Box.Repo,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>A runtime hands few variables on: none of them tells who the agent is.</summary>
    private Dictionary<string, string?> Variables() => _team.Box.Variables.Where(one => one.Key != "OV_OPERATOR_TOKEN").ToDictionary(one => one.Key, one => (string?)one.Value);

    private static async Task<CallToolResult> Call(McpClient client, string tool, params (string Name, object? Value)[] arguments) =>
        await client.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => one.Value));
}

using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Mcp;

namespace Ov.Tests.Mcp;

/// <summary>Which tools each role has, and what they cost.</summary>
public sealed class ToolListTests
{
    private static readonly string[] Worker =
        ["task_complete", "handoff", "request_input", "memory_compact", "mail_send", "mail_check", "mail_reply", "write_note", "read_note", "list_notes", "shared_tasks_list", "shared_tasks_get", "shared_tasks_watch", "worktree", "memory"];

    [Theory]
    [InlineData("builder")]
    [InlineData("scout")]
    [InlineData("reviewer")]
    [InlineData("tester")]
    [InlineData("merger")]
    public void A_worker_has_at_most_15_tools_and_2500_tokens_of_them(string role)
    {
        var tools = ToolServer.Tools(Caller(role));
        Assert.Equal(role is "reviewer" or "tester" ? ["task_complete", "request_input", "record_check", .. Worker[3..]] : Worker, tools.Select(tool => tool.Name));
        Assert.InRange(tools.Count, 1, 15);
        // No tokenizer is at hand; a token of English and JSON is about four bytes.
        Assert.InRange(Bytes(role) / 4, 1, 2500);
    }

    [Theory]
    [InlineData("lead", "delegate shared_tasks_create shared_tasks_claim task_complete request_input", "ask_user")]
    [InlineData("planner", "shared_tasks_create shared_tasks_update task_complete", "delegate ask_user")]
    [InlineData("coordinator", "delegate answer_delegation_questions list_agents shared_tasks_create ask_user", "task_complete request_input")]
    [InlineData("monitor", "list_agents", "task_complete")]
    [InlineData("desk", "delegate shared_tasks_create mail_send", "task_complete request_input ask_user shared_tasks_claim")]
    public void Others_have_what_their_work_needs(string role, string has, string hasNot)
    {
        var names = ToolServer.Tools(Caller(role)).Select(tool => tool.Name).ToList();
        Assert.Empty(has.Split(' ').Except(names));
        Assert.Empty(hasNot.Split(' ').Intersect(names));
        Assert.InRange(Bytes(role) / 4, 1, 2500);
    }

    [Theory]
    [InlineData("lead", "create list get claim update watch cancel")]
    [InlineData("planner", "create list get claim update watch cancel")]
    [InlineData("builder", "list get watch")]
    public void The_board_has_these_tools_on_the_wire(string role, string deeds) => Assert.Equal(
        deeds.Split(' ').Select(deed => $"shared_tasks_{deed}"), ToolServer.Tools(Caller(role)).Select(tool => tool.Name).Where(name => name.StartsWith("shared_tasks_", StringComparison.Ordinal)));

    [Fact]
    public void Only_who_leads_has_the_deeds_of_a_leader_in_the_router()
    {
        Assert.DoesNotContain("spawn", Router("builder"));
        Assert.Contains("notify", Router("builder"));
        Assert.Contains("spawn", Router("lead"));
        Assert.DoesNotContain("notify", Router("coordinator"));
    }

    [Theory]
    [InlineData("worktree", "coordinator", "current status list dashboard create spawn swarm start open fork message sessions abort remove prune cleanup merge help")]
    [InlineData("worktree", "builder", "current status notify help")]
    [InlineData("memory", "builder", "summary sessions context children messages message search notes compactions plans help")]
    public void A_router_has_the_deeds_of_who_calls_and_no_others(string tool, string role, string deeds) =>
        Assert.Equal(deeds, string.Join(' ', Router(role, tool).Split(": ", 2)[1].TrimEnd('.').Split("; ").Select(deed => deed.Split(' ')[0])));

    private static string Router(string role, string name = "worktree") => ToolServer.Tools(Caller(role)).Single(tool => tool.Name == name).Description!;

    private static int Bytes(string role) => ToolServer.Tools(Caller(role)).Sum(tool => JsonSerializer.SerializeToUtf8Bytes(tool, ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length);

    private static ToolCaller Caller(string role) => role == "desk" ? new ToolCaller(role, ToolFor.Desk, "operator", null)
        : new ToolCaller(role, ToolCaller.Kind(Roles.With(new Dictionary<string, RoleOverride>()), role), "operator", "task-1");
}

using Ov.Cli;
using Ov.Core;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Mcp;

/// <summary>
/// Each scenario is told twice, by command lines in one project and by calls of tools in its twin: the documents and the refusals are the
/// same, and so is every event that is left.
/// </summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly TaskSite _typed = Cast();
    private readonly TaskSite _served = Cast();

    public void Dispose()
    {
        _typed.Dispose();
        _served.Dispose();
    }

    [Fact]
    public Task The_mail_of_an_agent() => Tell(
        "builder-1",
        ("""mail_send {"to":"lead-1","subject":"One","body":"First\n\"line\" --json"}""", ["mail", "send", "--to", "lead-1", "--subject", "One", "--body", "First\n\"line\" --json"]),
        ("""mail_send {"to":"@builders","subject":"Two","body":"x","type":"info","priority":"high"}""", ["mail", "send", "--to", "@builders", "--subject", "Two", "--body", "x", "--type", "info", "--priority", "high"]),
        ("""mail_send {"to":"lead-1","subject":"Dash","body":"--"}""", ["mail", "send", "--to", "lead-1", "--subject", "Dash", "--body=--"]),
        ("""mail_send {"to":"nobody","subject":"x","body":"y"}""", ["mail", "send", "--to", "nobody", "--subject", "x", "--body", "y"]),
        ("""mail_send {"to":"lead-1","subject":"x","body":"y","type":"no such"}""", ["mail", "send", "--to", "lead-1", "--subject", "x", "--body", "y", "--type", "no such"]),
        ("""mail_send {"to":"lead-1","subject":"x","body":"y","type":"escalation","severity":"critical","payload":{"area":["src/**"]}}""",
            ["mail", "send", "--to", "lead-1", "--subject", "x", "--body", "y", "--type", "escalation", "--severity", "critical", "--payload", """{"area":["src/**"]}"""]),
        ("""mail_check {}""", ["mail", "check"]),
        ("""mail_check {}""", ["mail", "check"]),
        ("""mail_reply {"id":"msg-1","body":"thanks"}""", ["mail", "reply", "msg-1", "--body", "thanks"]),
        ("""mail_reply {"id":"msg-999999","body":"thanks"}""", ["mail", "reply", "msg-999999", "--body", "thanks"]),
        ("""request_input {"question":"Red?\nOr blue?","timeout":"0"}""", ["mail", "ask", "--to", "lead-1", "--subject", "Red?", "--body", "Red?\nOr blue?", "--timeout", "0"]),
        ("""memory_compact {"summary":"Goal: mail"}""", ["compact", "--body", "Goal: mail"]),
        ("""memory {"tool":"search","args":{"query":"first line"}}""", ["search", "first", "line"]),
        ("""memory {"tool":"messages","args":{"session":"builder-1","role":"user","showTools":true,"maxLength":5}}""", ["inspect", "builder-1", "--messages", "--limit", "50", "--only", "told", "--tools", "--length", "5"]),
        ("""memory {"tool":"compactions","args":{"session":"builder-1"}}""", ["inspect", "builder-1", "--context"]));

    [Fact]
    public Task The_notes_and_the_board_as_an_agent_sees_them() => Tell(
        "builder-1",
        ("""write_note {"name":"plan-api","content":"Do this"}""", ["note", "write", "plan-api", "Do this"]),
        ("""write_note {"name":"no name!","content":"x"}""", ["note", "write", "no name!", "x"]),
        ("""read_note {"name":"plan-api"}""", ["note", "read", "plan-api"]),
        ("""read_note {"name":"plan-apy"}""", ["note", "read", "plan-apy"]),
        ("""list_notes {}""", ["note", "list"]),
        ("""shared_tasks_list {"status":"in_progress"}""", ["task", "list", "--state", "in_progress"]),
        ("""shared_tasks_list {"status":"doing"}""", ["task", "list", "--state", "doing"]),
        ("""shared_tasks_get {"id":1}""", ["task", "show", "1"]),
        ("""shared_tasks_get {"id":"77"}""", ["task", "show", "77"]),
        ("""shared_tasks_watch {"id":"1","timeout":"0"}""", ["wait", "1", "--timeout", "0"]),
        ("""worktree {"action":"current"}""", ["worktree", "current"]),
        ("""worktree {"action":"notify","args":{"message":"Half done"}}""", ["mail", "send", "--to", "lead-1", "--subject", "Half done", "--body", "Half done"]),
        ("""memory {"tool":"summary"}""", ["status"]),
        ("""memory {"tool":"sessions","args":{"limit":1}}""", ["agents", "--all", "--limit", "1"]));

    [Fact]
    public Task A_task_that_is_reported() => Tell(
        "builder-1",
        ("""task_complete {"status":"completed","summary":"Nothing yet"}""", ["task", "done", "--summary", "Nothing yet"]),
        ("""task_complete {"status":"completed","summary":"It was so","no_changes":"It holds already"}""", ["task", "done", "--summary", "It was so", "--no-changes", "--reason", "It holds already"]),
        ("""task_complete {"status":"completed","summary":"Again"}""", ["task", "done", "--summary", "Again"]));

    [Fact]
    public Task A_task_that_failed() => Tell(
        "builder-1",
        ("""task_complete {"status":"failed","summary":"No key","caveats":"see notes"}""", ["task", "block", "TASK", "--reason", "No key", "--caveats", "see notes"]));

    [Fact]
    public Task A_task_that_is_handed_over() => Tell(
        "builder-1",
        ("""handoff {"target_agent":"builder","reason":"me"}""", ["task", "handoff", "TASK", "--to", "builder", "--reason", "me"]),
        ("""handoff {"target_agent":"nobody","reason":"x"}""", ["task", "handoff", "TASK", "--to", "nobody", "--reason", "x"]),
        ("""handoff {"target_agent":"tester","reason":"It needs\ntests","context":"--no option"}""", ["task", "handoff", "TASK", "--to", "tester", "--reason", "It needs\ntests", "--context=--no option"]),
        ("""handoff {"target_agent":"scout","reason":"x"}""", ["task", "handoff", "TASK", "--to", "scout", "--reason", "x"]));

    [Fact]
    public Task The_verdict_of_a_reviewer() => Tell(
        "reviewer-1",
        ("""record_check {"task":"1","result":{"verdict":"approved"}}""", ["gate", "record", "1", "--body", """{"verdict":"approved"}"""]),
        ("""record_check {"task":"1","result":{"verdict":"fine"}}""", ["gate", "record", "1", "--body", """{"verdict":"fine"}"""]),
        ("""record_check {"task":"1","kind":"criteria","result":{"criteria":[{"number":9}]}}""", ["gate", "record", "1", "--kind", "criteria", "--body", """{"criteria":[{"number":9}]}"""]),
        ("""record_check {"task":"77","result":{}}""", ["gate", "record", "77", "--body", "{}"]));

    [Fact]
    public Task The_board_of_a_lead() => Tell(
        "lead-1",
        ("""shared_tasks_create {"title":"Write the manual","description":"All of it","blocked_by":["1"],"files":["docs/**"],"priority":"low"}""",
            ["task", "add", "Write the manual", "--body", "All of it", "--needs", "1", "--files", "docs/**", "--priority", "low"]),
        ("""shared_tasks_create {"title":"Move it","metadata":{"risk":"high","ticket":7}}""", ["task", "add", "Move it", "--meta", "risk=high", "--meta", "ticket=7"]),
        ("""shared_tasks_create {"title":"Move it","metadata":{"risk":"huge"}}""", ["task", "add", "Move it", "--meta", "risk=huge"]),
        ("""shared_tasks_update {"id":"5","metadata":{"ticket":null,"url":"http://x"}}""", ["task", "edit", "5", "--meta", "ticket=", "--meta", "url=http://x"]),
        ("""shared_tasks_list {"blocked":true}""", ["task", "list", "--waiting"]),
        ("""shared_tasks_list {"blocked":false}""", ["task", "list", "--waiting", "false"]),
        ("""shared_tasks_create {"title":"Never","blocked_by":["88"]}""", ["task", "add", "Never", "--needs", "88"]),
        ("""shared_tasks_update {"id":"5","title":"Write it","blocked_by":[]}""", ["task", "edit", "5", "--title", "Write it", "--needs", ""]),
        ("""shared_tasks_update {"id":"1","status":"closed","reason":"done elsewhere"}""", ["task", "close", "1", "--reason", "done elsewhere"]),
        ("""shared_tasks_update {"id":"2","status":"in_progress"}""", ["task", "claim", "2"]),
        ("""shared_tasks_claim {"id":"1"}""", ["task", "claim", "1"]),
        ("""shared_tasks_cancel {"id":"5","reason":"no more"}""", ["task", "cancel", "5", "--reason", "no more"]),
        ("""list_agents {}""", ["agents", "--roles"]),
        ("""worktree {"action":"open","args":{"task":"Do a part","branch":"no/such"}}""", ["sling", "Do a part", "--open", "no/such"]),
        ("""worktree {"action":"start","args":{"task":"Do a part","agent":"lead"}}""", ["sling", "Do a part", "--role", "lead"]),
        ("""worktree {"action":"fork","args":{"task":"Do a part"}}""", ["sling", "Do a part", "--inherit"]),
        ("""worktree {"action":"sessions","args":{"status":"idle"}}""", ["agents", "--all", "--state", "idle"]),
        ("""worktree {"action":"cleanup","args":{"dryRun":true}}""", ["worktree", "clean", "--dry-run"]),
        ("""worktree {"action":"prune","args":{"dryRun":"true"}}""", ["worktree", "prune", "--dry-run"]),
        ("""worktree {"action":"list"}""", ["worktree", "list"]),
        ("""worktree {"action":"remove","args":{"path":"builder-1"}}""", ["worktree", "remove", "builder-1"]),
        ("""worktree {"action":"merge","args":{"branch":"no/such"}}""", ["merge", "--branch", "no/such"]));

    [Fact]
    public Task What_the_desk_may_and_may_not() => Tell(
        null,
        ("""shared_tasks_create {"title":"From the desk"}""", ["task", "add", "From the desk"]),
        ("""shared_tasks_cancel {"id":"1","reason":"x"}""", ["task", "cancel", "1", "--reason", "x"]),
        ("""worktree {"action":"dashboard"}""", ["status"]),
        ("""mail_check {}""", ["mail", "check"]));

    /// <summary>A lead with a builder, a task for each and one for nobody, and mail that waits.</summary>
    private static TaskSite Cast()
    {
        var site = new TaskSite();
        var (build, lead) = (site.Add("Build it"), site.Add("Lead it", role: "lead"));
        site.Add("Open one");
        var parent = site.Worker("lead-1", lead, "lead");
        site.Worker("builder-1", build, "builder", parent);
        site.Worker("reviewer-1", site.Add("Review it", role: "reviewer"), "reviewer", parent);
        site.Project.Ov(Same, "mail", "send", "--to", "builder-1", "--subject", "Begin", "--body", "Please\nbegin").Fine();
        return site;
    }

    private static (string, string)[] Same => [("OV_TEST_CLOCK", "2026-03-04T05:06:07.089Z"), ("OV_TEST_IDS", "1")];

    private async Task Tell(string? agent, params (string Call, string[] Words)[] scenario)
    {
        (string, string)[] caller = agent is null ? Same : [.. Same, ("OVERSTORY_AGENT_NAME", agent), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf(agent))];
        await using var conversation = await McpConversation.BeginAsync(_served.Project.Environment(caller) with { WorkingDirectory = Place(_served, agent) });
        foreach (var (call, words) in scenario)
        {
            var task = _typed.Operator.Ledger.Read(Core.Tasks.TaskStore.All)[0].Id;
            var typed = Type(_typed, agent, caller, [.. words.Select(word => word == "TASK" ? task : word), "--json"]);
            var (tool, arguments) = (call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..]);
            var served = await conversation.CallAsync(tool, arguments);
            if (typed.Exit == ErrorCode.Fenced.Exit && served.Code() == "fenced")
            {
                // Refused before anything tells which command would have run.
                Assert.Contains("\"code\":\"fenced\"", typed.Out);
                continue;
            }

            var (expected, actual) = (Plain(_typed, typed.Out), Plain(_served, served.Document().GetRawText()));
            Assert.True(expected == actual, $"{call}\n{expected}\n{actual}");
            Assert.Equal(typed.Exit != 0, served.IsError);
            if (typed.Exit == 0)
            {
                continue;
            }

            Assert.StartsWith($"Error [{served.Code()}]: ", served.Text());
        }

        Assert.Equal(Events(_typed), Events(_served));
    }

    private static Answered Type(TaskSite site, string? agent, (string, string)[] caller, string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = CommandLineCall.Run(site.Project.Environment(caller) with { WorkingDirectory = Place(site, agent), Out = output, Error = error }, words, afterWrite: null);
        return new Answered(string.Join(' ', words), exit, output.ToString(), error.ToString());
    }

    private static string Place(TaskSite site, string? agent) => agent is null ? site.Project.Root : site.FolderOf(agent);

    /// <summary>The twins differ by their folder, by ids from before their first command, and by how long each took.</summary>
    private static string Plain(TaskSite site, string document)
    {
        var text = System.Text.Json.Nodes.JsonNode.Parse(document)!.ToJsonString().Replace(site.Project.Folder, "{folder}", StringComparison.Ordinal);
        text = System.Text.RegularExpressions.Regex.Replace(text, "\"(\\w+Ms)\":[0-9]+", "\"$1\":0");
        text = System.Text.RegularExpressions.Regex.Replace(text, "\"[0-9a-f]{40}\"", "{commit}");
        text = System.Text.RegularExpressions.Regex.Replace(text, "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "{time}");
        var seen = new Dictionary<string, string>();
        return System.Text.RegularExpressions.Regex.Replace(text, "\\b(task|run|agent|msg|note|worktree|claim|event)-[a-z0-9]{8}\\b", id => seen.TryGetValue(id.Value, out var known) ? known : seen[id.Value] = $"{{{id.Groups[1]}-{seen.Count}}}");
    }

    private static List<string> Events(TaskSite site) => site.Operator.Ledger.Read(sql => sql.All("SELECT type, actor, text FROM event ORDER BY seq", row => $"{row.Text("type")} by {row.TextOrNull("actor")}"));
}

internal static class Fineness
{
    public static Answered Fine(this Answered run)
    {
        Assert.True(run.Exit == 0, run.ToString());
        return run;
    }
}

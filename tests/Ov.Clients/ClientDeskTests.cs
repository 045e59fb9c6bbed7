using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ov.Clients.Claude;
using Ov.Clients.Codex;
using Ov.Clients.Copilot;
using Ov.Clients.Server;
using Ov.Core.Processes;
using Ov.Core.Terminals;
using Ov.EndToEnd;

namespace Ov.Clients;

/// <summary>A person and a client at one screen: the person's terminal is tmux, the model is scripted.</summary>
public sealed class ClientDeskTests : IDisposable
{
    private ClientStory? _story;
    private TmuxServer? _screen;
    private Regex _ready = new("");

    public void Dispose()
    {
        _screen?.End();
        _story?.Dispose();
    }

    [Theory]
    [InlineData("codex", @"\? for shortcuts")]
    [InlineData("copilot", "/ commands")]
    public void A_person_talks_with_a_coordinator_and_what_it_changes_is_done_when_they_have_confirmed_it(string client, string ready)
    {
        var story = Open(client, ready, mcp: false, ModelReply.Runs("ov task add 'First step'"));
        Say("Plan the export.", "I propose one task.");
        Assert.Equal(0, story.Team.Project.Count("SELECT count(*) FROM task"));
        Assert.Contains("this is proposal 1 now", story.Heard[^1].Heard);
        Assert.Contains("## At this desk", story.Heard[0].System + story.Heard[0].Heard);

        story.Team.Ov("coordinator", "confirm", "1").Ok();
        Say("I have confirmed it.", "It is added.");
        RequireAdded(story);
    }

    /// <summary>By a tool of ov's own, which Claude Code has by MCP: it proposes as a command does.</summary>
    [Fact]
    public void What_a_coordinator_changes_by_mcp_is_a_proposal_too()
    {
        var story = Open("claude", "^─{20}.*\n❯", mcp: true, ModelReply.Calls("shared_tasks_create", new() { ["title"] = "First step" }));
        Say("Plan the export.", "I propose one task.");
        Assert.Equal(0, story.Team.Project.Count("SELECT count(*) FROM task"));
        Assert.Contains("proposal 1", story.Heard[^1].Heard);
        Assert.Contains("## At this desk", story.Heard[0].System);

        story.Team.Ov("coordinator", "confirm", "1").Ok();
        Say("I have confirmed it.", "It is added.");
        RequireAdded(story);
    }

    private static void RequireAdded(ClientStory story)
    {
        Assert.Equal(["First step by coordinator"], story.Team.Project.Rows("SELECT title, created_by FROM task", row => $"{row.Text("title")} by {row.Text("created_by")}"));
        Assert.Equal(0, story.Team.Agent("coordinator").Turn);
        Assert.NotNull(story.Team.Agent("coordinator").Session);
        Assert.Empty(story.Server.Faults);
    }

    /// <summary>The model tries the change, says so, and tries it again when it is told to go on.</summary>
    private ClientStory Open(string client, string ready, bool mcp, ModelReply change)
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        (_story, _ready) = (new ClientStory(client), new Regex(ready, RegexOptions.Multiline));
        if (mcp)
        {
            _story.WireMcp();
        }

        _story.Serve(ModelServer.Steps(change, ModelReply.Says("I propose one task."), change, ModelReply.Says("It is added.")));
        Settle(client, _story);
        _screen = new TmuxServer(new ProcessRunner(_story.Team.Box.Variables.AsReadOnly()), Directory.CreateDirectory(Path.Combine(_story.Team.Box.Root, "screen")).FullName, "person");
        _screen.Start(["ov", "coordinator", "start", "--here"], _story.Team.Box.Repo, _story.Team.Box.Variables.Where(one => one.Key is not ("OV_OPERATOR_TOKEN" or "TERM")).ToDictionary());
        return _story;
    }

    /// <summary>What a person has answered once and for all on its screen.</summary>
    private static void Settle(string client, ClientStory story)
    {
        switch (client)
        {
            case "claude":
                ClaudeHome.Settle(story, trusted: true);
                break;
            case "codex":
                CodexHome.Settle(story);
                break;
            case "copilot":
                CopilotHome.Settle(story);
                break;
        }
    }

    private void Say(string words, string answer)
    {
        Shows("its prompt is there", screen => _ready.IsMatch(screen));
        _screen!.Paste(words);
        Shows($"the words are in the prompt: {words}", screen => screen.Contains(words, StringComparison.Ordinal));
        _screen.Press("Enter");
        Shows($"it said: {answer}", screen => screen.Contains(answer, StringComparison.Ordinal));
    }

    private void Shows(string what, Func<string, bool> shown) =>
        Eventually.Holds(what, () => shown(_screen!.Screen()), TimeSpan.FromMinutes(4), () => $"{_screen!.Screen()}\n{_story!.Told()}");
}

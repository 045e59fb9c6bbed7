using Ov.Clients.Server;
using Ov.Core.Processes;
using Ov.EndToEnd.Agents;

namespace Ov.Clients;

/// <summary>What holds for every client that ov runs in tmux: its own screen, on a scripted model.</summary>
/// <param name="evidence">What proves that it took a prompt: its hooks, or only its screen.</param>
public abstract class TerminalStoryTests : IDisposable
{
    private readonly string _evidence;

    protected TerminalStoryTests(string client, string evidence)
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        (Story, _evidence) = (new ClientStory(client), evidence);
    }

    protected ClientStory Story { get; }

    public void Dispose()
    {
        Story?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a person has answered once and for all on its screen.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>For a client that asks whether a folder is trusted, on a machine where nobody has answered.</summary>
    protected void RequireUntrustedWaits()
    {
        Story.Serve(_ => ModelReply.Says("Never."));
        Story.Sling("Paint it", "SELECT count(*) FROM message WHERE recipient = 'operator' AND subject LIKE '%waits for a person%'", "--tmux");
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.dialog' AND text LIKE '%trusted%'"));
        Assert.Empty(Story.Server.Seen);
    }

    [Fact]
    public void A_builder_works_on_its_screen_takes_an_answer_as_a_paste_and_ends_with_its_task()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Runs($"until [ -e go.tmp ]; do sleep 0.1; done; rm go.tmp; {ClientStory.Ask}"), ModelReply.Says("I wait."), ModelReply.Runs($"sleep 2; {ClientStory.Work}"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        Settle();
        var task = Story.Team.Sling("Paint it", null, "--tmux").GetProperty("taskId").GetString()!;
        Nudge();
        Story.AnswerQuestion("Ultramarine");
        var host = ProcessIdentity.Parse(Story.Team.Agent("builder-1").Host)!.Pid;
        Story.Until("its host has left", () => !Team.Lives(host));

        Story.RequireCompleted(task);
        Assert.Equal([_evidence], Story.Team.Project.Rows("SELECT DISTINCT subject FROM event WHERE type = 'terminal.submitted'", row => row.Text("subject")));
        Assert.Equal(2, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.submitted'"));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.opened'"));
        Assert.Contains("Ultramarine", string.Join('\n', Story.Heard[^1].Messages.Select(message => message.Text)));
        // One block is one message: the assignment and the answer, whatever else came.
        Assert.Equal(1, Story.Heard[0].Messages.Count(message => message.Role == "user" && message.Text.Contains("Dispatch: Paint it", StringComparison.Ordinal)));
        Assert.Equal(HasHooks, Story.Team.Agent("builder-1").Session is not null);
        if (HasHooks)
        {
            Assert.Contains("## Now", Story.Heard[0].Heard);
            Assert.Contains("Take the new brush", Story.Heard[1].Heard);
        }
    }

    private bool HasHooks => _evidence != "screen";

    /// <summary>In the middle of the first turn, which waits for it.</summary>
    private void Nudge()
    {
        Story.Until("the model was asked", () => Story.Heard.Count > 0);
        if (HasHooks)
        {
            Assert.EndsWith("after its next tool call, else in its next turn", Story.Team.Ov("nudge", "builder-1", "Take the new brush", "--json").Ok().Json.GetProperty("note").GetString());
        }

        File.WriteAllText(Path.Combine(Story.Team.Project.WorktreeOf("builder-1"), "go.tmp"), "");
    }
}

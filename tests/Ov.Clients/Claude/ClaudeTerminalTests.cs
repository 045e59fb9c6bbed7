using Ov.Clients.Server;
using Ov.Core.Processes;
using Ov.EndToEnd.Agents;

namespace Ov.Clients.Claude;

/// <summary>Claude Code's own screen in tmux, on a scripted model.</summary>
public sealed class ClaudeTerminalTests : IDisposable
{
    private readonly ClientStory _story;

    public ClaudeTerminalTests()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        _story = new ClientStory("claude");
    }

    public void Dispose() => _story?.Dispose();

    [Fact]
    public void A_builder_works_on_its_screen_takes_an_answer_as_a_paste_and_ends_with_its_task()
    {
        ClaudeHome.Settle(_story, trusted: true);
        _story.Serve(ModelServer.Steps(
            ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.SlingWithQuestion("Paint it", "Ultramarine", "--tmux");
        var host = ProcessIdentity.Parse(_story.Team.Agent("builder-1").Host)!.Pid;
        _story.Until("its host has left", () => !Team.Lives(host));

        _story.RequireCompleted(task);
        Assert.Equal(2, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.submitted' AND subject <> 'screen'"));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.opened'"));
        Assert.Contains("Ultramarine", string.Join('\n', _story.Heard[^1].Messages.Select(message => message.Text)));
        Assert.NotNull(_story.Team.Agent("builder-1").Session);
    }

    [Fact]
    public void A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered()
    {
        ClaudeHome.Settle(_story, trusted: false);
        _story.Serve(_ => ModelReply.Says("Never."));
        _story.Sling("Paint it", "SELECT count(*) FROM message WHERE recipient = 'operator' AND subject LIKE '%waits for a person%'", "--tmux");
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.dialog' AND text LIKE '%trusted%'"));
        Assert.Empty(_story.Server.Seen);
    }
}

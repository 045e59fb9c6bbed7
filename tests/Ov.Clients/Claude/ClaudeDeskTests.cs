using Ov.Clients.Server;
using Ov.Core.Processes;
using Ov.Core.Terminals;

namespace Ov.Clients.Claude;

/// <summary>A person and Claude Code at one screen: the person's terminal is tmux, the model is scripted.</summary>
public sealed class ClaudeDeskTests : IDisposable
{
    private readonly ClientStory _story;
    private readonly TmuxServer _screen;

    public ClaudeDeskTests()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        _story = new ClientStory("claude");
        _screen = new TmuxServer(new ProcessRunner(_story.Team.Box.Variables.AsReadOnly()), Directory.CreateDirectory(Path.Combine(_story.Team.Box.Root, "screen")).FullName, "person");
    }

    public void Dispose()
    {
        _screen.End();
        _story.Dispose();
    }

    [Fact]
    public void A_person_talks_with_a_coordinator_and_what_it_changes_is_done_when_they_have_confirmed_it()
    {
        ClaudeHome.Settle(_story, trusted: true);
        _story.Serve(ModelServer.Steps(
            ModelReply.Runs("ov task add 'First step'"), ModelReply.Says("I propose one task."), ModelReply.Runs("ov task add 'First step'"), ModelReply.Says("It is added.")));
        _screen.Start(["ov", "coordinator", "start", "--here"], _story.Team.Box.Repo, _story.Team.Box.Variables.Where(one => one.Key is not ("OV_OPERATOR_TOKEN" or "TERM")).ToDictionary());
        Say("Plan the export.", "I propose one task.");
        Assert.Equal(0, _story.Team.Project.Count("SELECT count(*) FROM task"));
        Assert.Contains("this is proposal 1 now", _story.Heard[^1].Heard);
        Assert.Contains("## At this desk", _story.Heard[0].System);

        _story.Team.Ov("coordinator", "confirm", "1").Ok();
        Say("I have confirmed it.", "It is added.");
        Assert.Equal(["coordinator"], _story.Team.Project.Rows("SELECT created_by FROM task", row => row.Text("created_by")));
        Assert.Equal(0, _story.Team.Agent("coordinator").Turn);
        Assert.NotNull(_story.Team.Agent("coordinator").Session);
    }

    private void Say(string words, string answer)
    {
        _story.Until($"its prompt is there\n{_screen.Screen()}", () => System.Text.RegularExpressions.Regex.IsMatch(_screen.Screen(), "^─{20}.*\n❯", System.Text.RegularExpressions.RegexOptions.Multiline));
        _screen.Paste(words);
        _story.Until($"the words are in the prompt: {words}", () => _screen.Screen().Contains(words, StringComparison.Ordinal));
        _screen.Press("Enter");
        _story.Until($"it said: {answer}", () => _screen.Screen().Contains(answer, StringComparison.Ordinal));
    }
}

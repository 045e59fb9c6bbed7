using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Inspecting;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Inspecting;

public sealed class LogReaderTests : IDisposable
{
    private static readonly LogQuery Any = new(null, null, null, null, null, null, 100);

    private readonly TestProject _project = TestProject.Create();
    private readonly AgentRecord _agent;
    private readonly OvApp _app;

    public LogReaderTests()
    {
        _agent = _project.AddAgent(_project.AddRun(), "builder-1");
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => AgentStore.StartTurn(tx, _agent.Id, 2, null));
        _app = _project.App();
        Print(1, "one\ntwo\n");
        Print(2, "three\nAuthorization: Bearer abcdefghijklmnop1234567890\n\u001b[31mred");
        File.WriteAllText(_project.Files.Agent(_agent.Id).HostLog, "lost the bell\n");
        for (var i = 0; i < 3; i++)
        {
            File.SetLastWriteTimeUtc(i == 0 ? _project.Files.Agent(_agent.Id).HostLog : _project.Files.Agent(_agent.Id).TurnLog(i), new DateTime(2026, 3, 4, 5, i, 0, DateTimeKind.Utc));
        }
    }

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void The_newest_lines_come_in_the_order_in_which_their_files_were_written_without_secrets()
    {
        var logs = LogReader.Read(_app, Any);
        Assert.Equal(["lost the bell", "one", "two", "three"], logs.Entries.Take(4).Select(entry => entry.Data));
        Assert.DoesNotContain("abcdefghijklmnop", logs.Entries[4].Data, StringComparison.Ordinal);
        Assert.Equal((6, false), (logs.Total, logs.More));
        var last = LogReader.Read(_app, Any with { Limit = 3 });
        Assert.Equal(("three", true), (last.Entries[0].Data, last.More));
    }

    [Fact]
    public void They_are_chosen_by_agent_turn_source_level_and_time()
    {
        Assert.Equal(["one", "two"], Texts(Any with { Turn = 1 }));
        Assert.Equal(["lost the bell"], Texts(Any with { Source = "host" }));
        Assert.Equal(["lost the bell"], Texts(Any with { Level = "error" }));
        Assert.Equal(["one", "two"], Texts(Any with { Since = "2026-03-04T05:01", Until = "2026-03-04T05:01" }));
        Assert.Empty(Texts(Any with { Turn = 9 }));
        Refusal.Of(ErrorCode.NotFound, () => LogReader.Read(_app, Any with { Agent = "bilder-1" }));
    }

    [Fact]
    public void A_follower_gets_whole_lines_once_they_are_whole()
    {
        using var stop = new CancellationTokenSource();
        using var follower = LogReader.Follow(_app, Any with { Limit = 1 }, TimeSpan.FromMilliseconds(1), stop.Token).GetEnumerator();
        Assert.True(follower.MoveNext());
        File.AppendAllText(_project.Files.Agent(_agent.Id).TurnLog(2), " text\ntorn");
        Assert.True(follower.MoveNext());
        Assert.Equal("\u001b[31mred text", follower.Current.Data);
        File.AppendAllText(_project.Files.Agent(_agent.Id).TurnLog(2), " no more\n");
        Assert.True(follower.MoveNext());
        Assert.Equal("torn no more", follower.Current.Data);
        stop.Cancel();
        Assert.False(follower.MoveNext());
    }

    private List<string> Texts(LogQuery query) => [.. LogReader.Read(_app, query).Entries.Select(entry => entry.Data)];

    private void Print(int turn, string text)
    {
        Directory.CreateDirectory(_project.Files.Agent(_agent.Id).Folder);
        File.WriteAllText(_project.Files.Agent(_agent.Id).TurnLog(turn), text);
    }
}

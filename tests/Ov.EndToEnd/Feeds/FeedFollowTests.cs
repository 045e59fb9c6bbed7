using System.Diagnostics;
using System.Text.Json;

namespace Ov.EndToEnd.Feeds;

/// <summary>The real program, followed through a pipe as a script does it.</summary>
public sealed class FeedFollowTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OvProject _project = new("watch:\n  enabled: false\n");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Each_thing_that_happens_is_one_json_document_on_a_line_until_the_interrupt()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var feed = Start("feed", "--follow", "--json", "--type", "run", "--type", "task");
        _project.Ov("task", "add", "First").Ok();
        var seen = new List<string>();
        while (!seen.Contains("task.added"))
        {
            seen.Add(EventOf(await feed.StandardOutput.ReadLineAsync(deadline.Token)));
        }

        _project.Ov("task", "add", "Second").Ok();
        Assert.Equal("task.added", EventOf(await feed.StandardOutput.ReadLineAsync(deadline.Token)));
        _project.Box.Run("sh", ["-c", $"kill -INT {feed.Id}"]).Ok();
        await feed.WaitForExitAsync(deadline.Token);
        Assert.Equal((130, ""), (feed.ExitCode, await feed.StandardOutput.ReadToEndAsync(deadline.Token)));
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_it_quietly()
    {
        _project.Ov("task", "add", "First").Ok();
        using var deadline = new CancellationTokenSource(Patience);
        using var feed = Start("feed", "--follow");
        Assert.NotNull(await feed.StandardOutput.ReadLineAsync(deadline.Token));
        feed.StandardOutput.Close();
        for (var i = 0; i < 3 && !feed.HasExited; i++)
        {
            _project.Ov("task", "add", $"More {i}").Ok();
        }

        await feed.WaitForExitAsync(deadline.Token);
        Assert.Equal((0, ""), (feed.ExitCode, await feed.StandardError.ReadToEndAsync(deadline.Token)));
    }

    private static string EventOf(string? line)
    {
        using var document = JsonDocument.Parse(line ?? throw new Xunit.Sdk.XunitException("The feed ended."));
        Assert.Equal("feed", document.RootElement.GetProperty("command").GetString());
        return document.RootElement.GetProperty("event").GetProperty("eventType").GetString()!;
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(_project.Box.Bin, "ov"), args) { WorkingDirectory = _project.Box.Repo, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in _project.Box.Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

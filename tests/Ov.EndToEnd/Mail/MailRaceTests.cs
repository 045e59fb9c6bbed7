using System.Globalization;
using System.Text.Json;

namespace Ov.EndToEnd.Mail;

/// <summary>Many processes at one inbox. The same questions inside one process are asked in Ov.Tests.</summary>
public sealed class MailRaceTests : IDisposable
{
    private const int Writers = 20;
    private const int Each = 200;
    private const int Readers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly OvProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Twenty_processes_send_two_hundred_mails_each_and_four_racing_readers_get_every_one_once_and_in_order()
    {
        var done = Path.Combine(_project.Box.Root, "done");
        var readers = Enumerable.Range(0, Readers).Select(reader => Shell($"""
            while :; do
                if [ -e '{done}' ]; then last=1; else last=; fi
                ov mail check --json > '{Output(reader)}.one' || exit 1
                cat '{Output(reader)}.one' >> '{Output(reader)}'
                if [ -n "$last" ] && grep -q '"count":0' '{Output(reader)}.one'; then exit 0; fi
            done
            """)).ToList();
        var writers = Enumerable.Range(0, Writers).Select(writer => Shell($"""
            id=$(ov mail send --to operator --subject 'thread {writer}' --body 1 --json | sed 's/.*"id":"\([^"]*\)".*/\1/') || exit 1
            i=2
            while [ $i -le {Each} ]; do ov mail reply "$id" --body $i --quiet || exit 1; i=$((i + 1)); done
            """)).ToList();
        foreach (var writer in writers)
        {
            (await writer).Ok();
        }

        await File.WriteAllTextAsync(done, "");
        foreach (var reader in readers)
        {
            (await reader).Ok();
        }

        var perReader = Enumerable.Range(0, Readers).Select(Read).ToList();
        var all = perReader.SelectMany(seen => seen).ToList();
        Assert.Equal(Writers * Each, all.Count);
        Assert.Equal(Writers * Each, all.Distinct().Count());
        Assert.All(perReader.SelectMany(seen => seen.GroupBy(mail => mail.Thread)), AssertInOrder);
        Assert.Equal(0, _project.Count("SELECT count(*) FROM message WHERE state <> 'read' AND state <> 'answered'"));
        var stored = _project.Rows("SELECT thread_id, body FROM message ORDER BY seq", row => (Thread: row.Text("thread_id"), Number: int.Parse(row.Text("body"), CultureInfo.InvariantCulture)));
        Assert.All(stored.GroupBy(mail => mail.Thread), thread => Assert.Equal(Enumerable.Range(1, Each), thread.Select(mail => mail.Number)));
    }

    private static void AssertInOrder(IGrouping<string, (string Thread, int Number)> thread)
    {
        var numbers = thread.Select(mail => mail.Number).ToList();
        Assert.Equal(numbers.Order(), numbers);
    }

    private Task<OvRun> Shell(string script) => _project.Box.RunAsync("sh", ["-c", script], limit: Limit);

    private string Output(int reader) => Path.Combine(_project.Box.Root, $"reader-{reader}");

    private List<(string Thread, int Number)> Read(int reader) =>
    [
        .. File.ReadLines(Output(reader)).SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("messages").EnumerateArray())
            .Select(mail => (mail.GetProperty("threadId").GetString()!, int.Parse(mail.GetProperty("body").GetString()!, CultureInfo.InvariantCulture))),
    ];
}

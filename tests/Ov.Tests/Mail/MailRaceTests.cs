using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailRaceTests : IDisposable
{
    private const int Writers = 20;
    private const int Each = 200;
    private const int Readers = 4;
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Twenty_writers_and_four_readers_of_one_inbox_lose_and_double_nothing_and_keep_each_writers_order()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "reader");
        for (var i = 0; i < Writers; i++)
        {
            _project.AddAgent(run, $"writer-{i}");
        }

        using var writing = new CountdownEvent(Writers);
        var writers = Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(() => Write(i, writing), TaskCreationOptions.LongRunning)).ToList();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(() => Drain(writing), TaskCreationOptions.LongRunning)).ToList();
        await Task.WhenAll(writers);
        var perReader = await Task.WhenAll(readers);

        var all = perReader.SelectMany(mail => mail).ToList();
        Assert.Equal(Writers * Each, all.Count);
        Assert.Equal(Writers * Each, all.Select(mail => (mail.From, mail.Body)).Distinct().Count());
        foreach (var seen in perReader)
        {
            foreach (var fromOne in seen.GroupBy(mail => mail.From))
            {
                var numbers = fromOne.Select(mail => int.Parse(mail.Body)).ToList();
                Assert.Equal(numbers.Order(), numbers);
            }
        }

        using var ledger = _project.OpenLedger();
        Assert.Equal(0, ledger.Read(sql => MailStore.CountQueued(sql, "reader")));
        Assert.Empty(ledger.Read(MailStore.OpenClaims));
    }

    [Fact]
    public async Task Of_many_sends_with_one_key_one_is_sent_and_all_are_told_its_id()
    {
        const int racers = 16;
        var run = _project.AddRun();
        _project.AddAgent(run, "reader");
        _project.AddAgent(run, "writer");
        using var start = new Barrier(racers);
        var answers = await Task.WhenAll(Enumerable.Range(0, racers).Select(i => Task.Factory.StartNew(() => SendTogether(i), TaskCreationOptions.LongRunning)));

        Assert.Single(answers.Select(sent => sent.Id).Distinct());
        Assert.Single(answers, sent => !sent.Duplicate);
        using var ledger = _project.OpenLedger();
        Assert.Equal(1, ledger.Read(sql => MailStore.CountQueued(sql, "reader")));

        SentMail SendTogether(int i)
        {
            using var app = _project.AgentApp("writer");
            var caller = app.Caller;
            start.SignalAndWait();
            return MailSender.Send(app, caller, new MailSend("reader", "once", $"body {i}", IdempotencyKey: "k-1"));
        }
    }

    private void Write(int writer, CountdownEvent writing)
    {
        using var app = _project.AgentApp($"writer-{writer}");
        for (var i = 0; i < Each; i++)
        {
            MailSender.Send(app, app.Caller, new MailSend("reader", "n", i.ToString()));
        }

        writing.Signal();
    }

    private List<MailItem> Drain(CountdownEvent writing)
    {
        using var app = _project.AgentApp("reader");
        var seen = new List<MailItem>();
        while (true)
        {
            // Asked before the inbox is looked at: when nobody writes any more, an empty inbox stays empty.
            var quiet = writing.IsSet;
            var taken = MailChecker.Check(app, app.Caller);
            MailChecker.Shown(app, taken);
            seen.AddRange(taken.Messages);
            if (quiet && taken.Count == 0)
            {
                return seen;
            }
        }
    }
}

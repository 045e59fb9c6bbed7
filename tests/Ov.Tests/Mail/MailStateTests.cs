using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

/// <summary>What a message may become (contract, "State transitions"): each change asks for the state before it, so that no other happens.</summary>
public sealed class MailStateTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    /// <summary>The reader's own look is a claim and its acknowledgement in one step, an answer the acknowledgement too.</summary>
    [Theory]
    [InlineData("queued", "delivered read answered dead")]
    [InlineData("delivered", "queued read answered")]
    [InlineData("read", "answered")]
    [InlineData("answered", "")]
    [InlineData("dead", "")]
    public void A_message_becomes_only_what_may_follow_its_state(string from, string allowed)
    {
        var run = _project.AddRun();
        var sender = _project.AddAgent(run, "builder-1");
        using var app = _project.AgentApp("builder-1");
        var sent = MailSender.Send(app, app.Caller, new MailSend("operator", "s", "b"));
        var id = sent.Id;
        var changes = new (string To, Action<Tx> Try)[]
        {
            ("delivered", tx => MailStore.MarkDelivered(tx, "operator", "claim-1", sender.Id, 10)),
            ("read", tx => MailStore.MarkOneRead(tx, id)),
            ("answered", tx => MailStore.MarkAnswered(tx, id)),
            ("queued", tx => MailStore.MarkQueuedAgain(tx, "claim-1")),
            ("dead", tx => MailStore.MarkDead(tx, id)),
        };
        var reached = new List<string>();
        foreach (var (to, change) in changes)
        {
            app.Ledger.Write(tx => tx.Sql.Run("UPDATE message SET state = ?2, claim_id = 'claim-1' WHERE id = ?1", id, from));
            app.Ledger.Write(change);
            if (app.Ledger.Read(sql => MailStore.ById(sql, id)!).State.Word() is var now && now != from)
            {
                Assert.Equal(to, now);
                reached.Add(to);
            }
        }

        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), reached.Order());
    }
}

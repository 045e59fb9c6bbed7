using Ov.Cli;
using Ov.Commands.Reviewing;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;
using Ov.Tests.Merging;

namespace Ov.Tests.Reviewing;

/// <summary>The walk over what waits, as a person at a terminal answers it.</summary>
public sealed class ReviewWalkTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Each_thing_is_shown_and_what_is_said_of_it_happens()
    {
        var (_, asker) = _site.Reported("one", ("one.txt", "1\n"));
        var (task, owner) = _site.Reported("two", ("two.txt", "2\n"));
        _site.Reported("three", ("three.txt", "3\n"));
        var question = Ask(asker, "Which API?");

        var shown = Walk("a", "v2", "d", "l", "x", "c", "two.txt:9: Never.", "", "c", "two.txt:1: More.", "And a test.", "", "s");

        Assert.Equal(MailState.Answered, _site.App.Ledger.Read(sql => MailStore.ById(sql, question))!.State);
        Assert.Contains("v2", Assert.Single(_site.MailOf(asker.Name), mail => mail.ReplyTo == question).Body);
        Assert.Equal((MergeState.Landed, MergeState.Rejected, TaskState.InProgress), (_site.EntryOf("one").State, _site.EntryOf("two").State, _site.TaskOf(task).State));
        Assert.Contains("two.txt:1: More.\n  > 2\n\nAnd a test.", Assert.Single(_site.MailOf(owner.Name)).Body);
        Assert.Contains("+++ b/one.txt", shown);
        Assert.Contains("two.txt has 1 line, so there is no line 9", shown);
        Assert.Equal("three", Assert.Single(Core.Reviewing.ReviewList.Read(_site.App)).Branch);
    }

    [Fact]
    public void A_gate_is_answered_in_its_own_words_and_one_that_is_passed_over_still_waits()
    {
        var gates = new[] { GateKind.Plan, GateKind.Feedback, GateKind.Approval }
            .Select(kind => GateOpener.Open(_site.App, Caller.Operator, _site.Run, new GateDraft(kind, $"{kind}?", $"Evidence of {kind}."))).ToList();

        var shown = Walk("maybe", "skip", "rej", "", "reject", "Too big.", "changes", "As CSV.", "n");

        Assert.Equal(
            [(GateState.Decided, "Too big."), (GateState.Decided, "As CSV."), (GateState.Pending, null)],
            gates.Select(gate => _site.App.Ledger.Read(sql => GateStore.ById(sql, gate.Id))!).Select(gate => (gate.State, gate.Text)));
        Assert.Contains("Evidence of Plan.", shown);
        Assert.Contains("needs words: why", shown);
    }

    [Theory]
    [InlineData("q")]
    [InlineData]
    public void Who_leaves_in_the_middle_has_changed_nothing(params string[] said)
    {
        _site.Reported("one", ("one.txt", "1\n"));
        var before = _site.Tip("trunk");
        Walk(said);
        Assert.Equal((before, "one"), (_site.Tip("trunk"), Assert.Single(Core.Reviewing.ReviewList.Read(_site.App)).Branch));
    }

    private string Ask(AgentRecord agent, string subject)
    {
        using var asking = _site.Project.AgentApp(agent.Name);
        return MailAsker.Rehearse(asking, asking.Caller, new MailSend("operator", subject, "Body")).Id;
    }

    private string Walk(params string[] lines)
    {
        var output = new StringWriter();
        var environment = _site.App.Environment with { In = new StringReader(string.Concat(lines.Select(line => line + "\n"))), Out = output, Error = TextWriter.Null };
        using var app = new OvApp(environment, _site.App.Options);
        new ReviewWalk(app, new TextView(environment, app.Options), default).Go();
        return output.ToString();
    }
}

using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailSearchTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _operator;

    public MailSearchTests()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1");
        _operator = _project.OperatorApp();
        Send("lead-1", "builder-1", "The old flag", "Remove it, please: the EXPORT needs a Übergröße.");
        Send("builder-1", "lead-1", "Removed", "The flag that was old is gone.");
        Send("builder-1", "operator", "Stuck", "The export hangs.", MailType.Escalation);
    }

    public void Dispose()
    {
        _operator.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Subject_and_text_are_searched_and_the_newest_comes_first()
    {
        Assert.Equal(["Removed", "The old flag"], Found(["old", "flag"]));
        Assert.Equal(["The old flag"], Found(["\"old flag\""]));
        Assert.Equal(["Stuck", "The old flag"], Found(["export"]));
        Assert.Equal(["The old flag"], Found(["ubergrosse*"]).Concat(Found(["übergröße"])).Distinct());
        Assert.Empty(Found(["exp"]));
        Assert.Equal(2, Found(["exp*"]).Count);
    }

    [Fact]
    public void Filters_narrow_it()
    {
        Assert.Equal(["Stuck"], Found(["export"], Any with { Type = MailType.Escalation }));
        Assert.Equal(["Removed"], Found(["flag"], Any with { From = "builder-1" }));
        Assert.Equal(["The old flag"], Found(["flag"], Any with { To = "builder-1" }));
        Assert.Empty(Found(["flag"], since: "2100-01-01"));
        Assert.Equal(2, Found(["flag"], since: "1h").Count);
        var one = MailSearch.For(_operator, ["flag"], Any with { Limit = 1 }, null, null);
        Assert.Equal((1, true), (one.Total, one.More));
    }

    [Fact]
    public void A_search_acknowledges_nothing_and_shows_where_the_word_stands()
    {
        var found = Assert.Single(MailSearch.For(_operator, ["hangs"], Any, null, null).Results);
        Assert.Contains("hangs", found.Snippet, StringComparison.Ordinal);
        Assert.Equal(MailState.Queued, found.Message.State);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("NEAR(old flag)")]
    [InlineData("subject:flag")]
    [InlineData("x'); DROP TABLE message; --")]
    [InlineData("\ud800")]
    public void A_hostile_query_is_only_words(string query)
    {
        try
        {
            Found([query]);
        }
        catch (OvException refused)
        {
            Assert.Equal(ErrorCode.Usage, refused.Code);
        }

        Assert.Equal(2, Found(["flag"]).Count);
    }

    private static MailFilter Any => new(null, null, null, null, false, 10);

    private List<string> Found(string[] words, MailFilter? filter = null, string? since = null) =>
        [.. MailSearch.For(_operator, words, filter ?? Any, null, since).Results.Select(found => found.Message.Subject)];

    private void Send(string from, string to, string subject, string body, MailType type = MailType.Status)
    {
        using var app = _project.AgentApp(from);
        MailSender.Send(app, app.Caller, new MailSend(to, subject, body, type, MailPriority.Normal, null, null, null));
    }
}

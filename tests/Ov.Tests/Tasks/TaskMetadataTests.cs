using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>Facts that are kept with a task (S3-10, S3-14, S2-60, S2-68).</summary>
public sealed class TaskMetadataTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void What_is_named_changes_the_rest_stays_and_an_empty_value_takes_one_away()
    {
        var task = _site.Operator.Ledger.Write(tx => TaskAdder.Add(tx, _site.Run, new TaskDraft("One") { Metadata = ["ticket=A-1", "risk=high", "url=http://x/?a=b"] }, Caller.Operator));
        Assert.Equal(["risk=high", "ticket=A-1", "url=http://x/?a=b"], _site.Now(task).Metadata);
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Metadata: ["risk=low", "ticket="]));
        Assert.Equal(["risk=low", "url=http://x/?a=b"], _site.Now(task).Metadata);
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Title: "Uno"));
        Assert.Equal("http://x/?a=b", _site.Operator.Ledger.Read(sql => TaskItem.Of(sql, _site.Now(task))).Metadata["url"]);
    }

    [Theory]
    [InlineData("risk=hihg", "risk cannot be 'hihg'. Did you mean 'high'?")]
    [InlineData("level=coding", "level cannot be 'coding'.")]
    [InlineData("risk", "has no '='")]
    [InlineData("=high", "'' cannot be a key.")]
    [InlineData("Two words=x", "'Two words' cannot be a key.")]
    [InlineData("note=a\nb", "must be one line")]
    public void What_says_nothing_is_refused_and_nothing_changes(string entry, string sentence)
    {
        var task = _site.Add("One");
        var refusal = Refusal.Of(ErrorCode.Usage, () => TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Title: "Uno", Metadata: [entry])));
        Assert.Contains(sentence, refusal.Message);
        Assert.Equal("One", _site.Now(task).Title);
    }

    [Theory]
    [InlineData("level=review", "reviewer")]
    [InlineData("level=research", "scout")]
    [InlineData("level=decomposition", "planner")]
    [InlineData("level=implementation", "builder")]
    [InlineData("risk=high", "builder")]
    public void The_level_says_who_does_it(string entry, string role) => Assert.Equal(role, TaskMetadata.RoleOf([entry]));
}

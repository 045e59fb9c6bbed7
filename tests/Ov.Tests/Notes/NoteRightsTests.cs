using Ov.Core;
using Ov.Core.Notes;
using Ov.Tests.Tasks;

namespace Ov.Tests.Notes;

public sealed class NoteRightsTests : IDisposable
{
    private readonly TaskSite _site = new();

    public NoteRightsTests()
    {
        var task = _site.Add("Work");
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.Project.AddAgent(_site.Run, "builder-1", task: _site.Now(task));
        _site.Project.AddAgent(_site.Run, "reviewer-1", "reviewer");
        _site.Project.AddAgent(_site.Project.AddRun("elsewhere"), "stranger", "lead");
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public void An_agents_note_belongs_to_its_task_and_tells_whose_it_is()
    {
        var note = As("builder-1", "progress", "half of it");
        Assert.Equal(("builder-1", _site.Run.Id), (note.Author, note.RunId));
        Assert.NotNull(note.TaskId);
        Assert.NotNull(note.AgentId);
    }

    [Fact]
    public void A_text_is_replaced_by_who_began_it_or_who_leads_and_others_add_to_it()
    {
        As("builder-1", "progress", "half of it");
        As("builder-1", "progress", "all of it");
        Refusal.Of(ErrorCode.NotOwner, () => As("reviewer-1", "progress", "none of it"));
        Assert.EndsWith("none of it\n", Append("reviewer-1", "progress", "none of it").Body, StringComparison.Ordinal);
        Assert.Equal(4, As("lead-1", "progress", "as the lead sees it").Version);
    }

    [Fact]
    public void An_alignment_is_begun_by_who_leads_and_grows_by_anybodys_word()
    {
        Refusal.Of(ErrorCode.NotOwner, () => As("builder-1", "alignment", "mine", NoteKind.Alignment));
        Assert.Null(As("lead-1", "alignment", "ours", NoteKind.Alignment).TaskId);
        Assert.Equal(2, Append("builder-1", "alignment", "what I did", NoteKind.Alignment).Version);
        Refusal.Of(ErrorCode.AppendOnly, () => As("lead-1", "alignment", "all anew", NoteKind.Alignment));
    }

    [Fact]
    public void Nobody_reviews_the_task_it_holds()
    {
        Refusal.Of(ErrorCode.NotOwner, () => As("builder-1", "review-1", "pass", NoteKind.Review, "1"));
        Assert.Equal("1", As("reviewer-1", "review-1", "pass", NoteKind.Review, "1").TaskId is null ? "0" : "1");
    }

    [Fact]
    public void An_agent_writes_in_its_own_run_only_and_no_lesson_as_a_plain_note()
    {
        var task = _site.Operator.Ledger.Read(sql => Ov.Core.Tasks.TaskStore.ByNumber(sql, _site.Run.Id, 1)!);
        Refusal.Of(ErrorCode.NotOwner, () => As("stranger", "plan", "mine", task: task.Id));
        Refusal.Of(ErrorCode.NotOperator, () => As("stranger", task.Id, "spec", NoteKind.Spec));
        Refusal.Of(ErrorCode.Usage, () => As("lead-1", "rule", "always", NoteKind.Lesson));
        Assert.Null(NoteOf(app => NoteWriter.Write(app, app.Caller, new NoteDraft("shared", "for all") { NoRun = true }), "stranger").RunId);
    }

    [Fact]
    public void Who_coordinates_writes_no_specs()
    {
        _site.Project.AddAgent(_site.Run, "coordinator", "coordinator");
        var task = _site.Operator.Ledger.Read(sql => Ov.Core.Tasks.TaskStore.ByNumber(sql, _site.Run.Id, 1)!);
        Refusal.Of(ErrorCode.SpecWriting, () => As("coordinator", task.Id, "spec", NoteKind.Spec));
        As("coordinator", "coordinator", "where things stand", NoteKind.Checkpoint);
    }

    [Fact]
    public void A_stopped_incarnation_writes_nothing()
    {
        using var app = _site.Project.AgentApp("builder-1");
        var caller = app.Caller;
        _site.Operator.Ledger.Write(tx => Ov.Core.Agents.AgentStore.Move(tx, caller.Agent!, Ov.Core.Agents.AgentState.Stopped, "operator"));
        Refusal.Of(ErrorCode.Fenced, () => NoteWriter.Write(app, caller, new NoteDraft("late", "word")));
    }

    private NoteRecord As(string agent, string name, string text, string? kind = null, string? task = null) =>
        NoteOf(app => NoteWriter.Write(app, app.Caller, new NoteDraft(name, text) { Kind = kind, Task = task }), agent);

    private NoteRecord Append(string agent, string name, string text, string? kind = null) =>
        NoteOf(app => NoteWriter.Append(app, app.Caller, new NoteDraft(name, text) { Kind = kind }), agent);

    private NoteRecord NoteOf(Func<OvApp, NoteRecord> write, string agent)
    {
        using var app = _site.Project.AgentApp(agent);
        return write(app);
    }
}

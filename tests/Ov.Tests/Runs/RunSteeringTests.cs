using Ov.Core;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Tests.Support;

namespace Ov.Tests.Runs;

/// <summary>The course of a run is changed: nothing new starts, and what was decided is kept.</summary>
public sealed class RunSteeringTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_was_decided_stands_beneath_what_was_said_before_with_the_tasks_that_changed()
    {
        var run = _project.AddRun();
        using var app = _project.OperatorApp();
        app.Ledger.Write(tx => NoteWriter.Align(tx, app.Caller, run.Id, "Task 1", "An earlier word."));
        Assert.Equal("steering", RunSteering.Begin(app, app.Caller, run, "it is too slow").Stage);
        var task = app.Ledger.Write(tx => Core.Tasks.TaskAdder.Add(tx, run, new Core.Tasks.TaskDraft("Stream it"), app.Caller));
        Assert.Equal("executing", RunSteering.End(app, app.Caller, run, "Stream first.", "export").Stage);
        var note = app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Alignment, NoteKind.Alignment, run.Id))!.Body;
        foreach (var words in new[] { "An earlier word.", "Domain: export", "Trigger: it is too slow", "Said: Stream first.", $"added: task {task.Number}, Stream it" })
        {
            Assert.Contains(words, note, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_alignment_has_a_head_that_says_how_the_run_stands_and_four_sections_in_which_it_grows()
    {
        var run = _project.AddRun("export");
        _project.AddAgent(run, "builder-1", task: _project.AddTask(run, "Work"));
        using var app = _project.OperatorApp();
        NoteWriter.Write(app, app.Caller, new NoteDraft("alignment", "# Exports\nThey are quick.\n## Engineer Decisions\nnot yet") { Kind = NoteKind.Alignment });
        NoteWriter.Append(app, app.Caller, new NoteDraft("alignment", "No more than 3 s.") { Section = "hard user requirements" });
        using (var builder = _project.AgentApp("builder-1"))
        {
            NoteWriter.Append(builder, builder.Caller, new NoteDraft("alignment", "It streams now.") { Section = "Task 1" });
        }

        CoreConsolidation.Say(app, app.Caller, run, true, "all formats are there");
        var note = app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Alignment, NoteKind.Alignment, run.Id))!;
        Assert.Equal("Alignment of export", note.Title);
        Assert.StartsWith("---\nspec_name: export\nspec_path: .overstory/specs\nvalidation_gaps_accepted: false\ncore_consolidation: complete\n---\n\n# Alignment of export\n", note.Body, StringComparison.Ordinal);
        Assert.Equal(
            "## Overview|### Exports|They are quick.|### Engineer Decisions|not yet|## Hard User Requirements|No more than 3 s.|## Engineer Decisions|### Core consolidation|complete: all formats are there|## Prompt Summaries|### Task 1|It streams now.",
            string.Join('|', note.Body[note.Body.IndexOf("## Overview", StringComparison.Ordinal)..].Split('\n').Where(line => line.Length > 0 && line[0] != '_')));
    }

    [Fact]
    public void It_is_begun_once_and_ended_with_words_and_no_stage_ends_it()
    {
        var run = _project.AddRun();
        using var app = _project.OperatorApp();
        Refused(ErrorCode.State, () => RunSteering.End(app, app.Caller, run, "Stream first.", ""));
        RunSteering.Begin(app, app.Caller, run, "");
        Refused(ErrorCode.State, () => RunSteering.Begin(app, app.Caller, run, ""));
        Refused(ErrorCode.State, () => RunLooper.Stage(app, app.Caller, run, "executing"));
        Refused(ErrorCode.Usage, () => RunSteering.End(app, app.Caller, run, " ", ""));
        Assert.Null(app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Alignment, NoteKind.Alignment, run.Id)));
    }

    [Fact]
    public void A_builder_directs_no_run_and_a_run_that_has_ended_is_not_directed()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "builder-1", task: _project.AddTask(run, "Work"));
        using (var agent = _project.AgentApp("builder-1"))
        {
            Refused(ErrorCode.NotOperator, () => RunLooper.Turn(agent, agent.Caller, run, true));
            Refused(ErrorCode.NotOperator, () => RunSteering.Begin(agent, agent.Caller, run, ""));
        }

        using var app = _project.OperatorApp();
        app.Ledger.Write(tx => RunStore.Move(tx, run, RunState.Failed, "operator"));
        Refused(ErrorCode.State, () => RunLooper.Turn(app, app.Caller, run, true));
    }

    private static void Refused(ErrorCode code, Action act) => Assert.Equal(code, Assert.Throws<OvException>(act).Code);
}

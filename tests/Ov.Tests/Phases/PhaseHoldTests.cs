using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Tests.Support;

namespace Ov.Tests.Phases;

/// <summary>In a run that plans before it codes, nobody writes before there is a plan (S3-1).</summary>
public sealed class PhaseHoldTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Work_waits_for_a_plan_of_the_task_or_of_the_run_and_who_only_reads_does_not()
    {
        using var app = _project.OperatorApp();
        var run = RunStarter.Start(app, app.Caller, new RunStart("export") { Template = TemplateSource.Named(app, "pipeline") });
        var (one, other) = (_project.AddTask(run, "Read it"), _project.AddTask(run, "Write it"));
        Assert.Equal(ErrorCode.PhasePending, Readiness(app, one).Refusal);
        Assert.True(app.Ledger.Read(sql => TaskReadiness.For(sql, one, onlyReads: true)).IsReady);

        NoteWriter.Write(app, app.Caller, new NoteDraft("plan-1", "Read, then write.") { Kind = NoteKind.Plan, Task = one.Id });
        Assert.True(Readiness(app, one).IsReady);
        Assert.Equal(ErrorCode.PhasePending, Readiness(app, other).Refusal);

        NoteWriter.Write(app, app.Caller, new NoteDraft("plan", "All of it.") { Kind = NoteKind.Plan });
        Assert.True(Readiness(app, other).IsReady);
    }

    [Fact]
    public void A_builder_that_claims_unplanned_work_is_refused()
    {
        using var app = _project.OperatorApp();
        var run = RunStarter.Start(app, app.Caller, new RunStart("export") { Template = TemplateSource.Named(app, "pipeline") });
        var task = _project.AddTask(run, "Read it");
        _project.AddAgent(run, "builder-1");
        using var agent = _project.AgentApp("builder-1");
        Assert.Equal(ErrorCode.PhasePending, Assert.Throws<OvException>(() => TaskClaimer.Claim(agent, agent.Caller, task)).Code);
    }

    private static TaskReadiness Readiness(OvApp app, TaskRecord task) => app.Ledger.Read(sql => TaskReadiness.For(sql, task));
}

using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Templates;
using Ov.Tests.Support;

namespace Ov.Tests.Templates;

/// <summary>Templates as data: five built in, others as files, and what is wrong with one is said whole.</summary>
public sealed class TemplateTests
{
    private static readonly Roles Known = Roles.With(new Dictionary<string, RoleOverride>());

    [Theory]
    [InlineData("leads", false, "Implement", "executing")]
    [InlineData("loop", false, "Implement", "executing")]
    [InlineData("waves", true, "Implement", "executing")]
    [InlineData("packages", true, "Explore Implement Confirm Verify Review Commit", "planning")]
    [InlineData("pipeline", true, "Plan Implement Review", "executing")]
    public void Five_are_built_in(string name, bool loop, string phases, string stage)
    {
        var template = TemplateSource.BuiltIn(name);
        Assert.Equal((loop, phases, stage), (template.Loop, string.Join(' ', template.Phases), template.Stage));
        Assert.Equal(name == "loop" ? new DispatchPolicy(1, 10, 3, false) : new DispatchPolicy(0, 0, 0, name == "packages"), template.Dispatch);
        Assert.Equal(5, template.Ceilings.Attempts);
    }

    [Fact]
    public void A_wrong_one_is_refused_with_every_error_at_its_line()
    {
        var refusal = Assert.Throws<OvException>(() => Read("""
            loop: perhaps
            phases: [plan, implemnt, review]
            roles: { review: revewer, verify: tester }
            dispatch: { perTik: 1, cap: -1 }
            shape: round
            """));
        Assert.Equal(ErrorCode.InvalidConfig, refusal.Code);
        var problems = refusal.Lists["problems"];
        Assert.Equal(7, problems.Count);
        foreach (var words in new[] { "shape is no key", "loop must be true or false", "holds \"implemnt\"", "roles.review names \"revewer\"", "names \"verify\"", "dispatch.perTik is no key", "dispatch.cap must be" })
        {
            Assert.Contains(problems, problem => problem.Contains(words, StringComparison.Ordinal));
        }

        Assert.Contains(problems, problem => problem.StartsWith("nightly.yaml:2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("phases: [review, implement]")]
    [InlineData("phases: [implement, implement]")]
    [InlineData("phases: all")]
    [InlineData("- implement")]
    [InlineData("dispatch: 3")]
    [InlineData("loop: [true")]
    [InlineData("ceilings: { attempts: 0 }")]
    public void Neither_order_nor_shape_is_guessed(string text) => Assert.Equal(ErrorCode.InvalidConfig, Assert.Throws<OvException>(() => Read(text)).Code);

    [Fact]
    public void What_is_kept_reads_as_it_was_and_one_key_changes_alone()
    {
        foreach (var name in TemplateSource.BuiltInNames)
        {
            var template = TemplateSource.BuiltIn(name);
            var changed = PolicySetter.With(Known, template, ["dispatch.cap=2", "exit.taskTrackerEmpty=true", "phases=[implement, review]"]);
            Assert.Equal((template.Dispatch with { Cap = 2 }).ToString(), changed.Dispatch.ToString());
            Assert.Equal([Phase.Implement, Phase.Review], changed.Phases);
            Assert.Equal((true, null), (changed.Exit.TaskTrackerEmpty, changed.Exit.AllAgentsDone));
            Assert.Equal(template.ToJson(), PolicySetter.With(Known, template, [$"dispatch.cap={template.Dispatch.Cap}"]).ToJson());
        }
    }

    [Theory]
    [InlineData("dispatch.kap=2", "invalid-config")]
    [InlineData("dispatch.cap=many", "invalid-config")]
    [InlineData("dispatch=2", "invalid-config")]
    [InlineData("cap", "usage")]
    [InlineData("=2", "usage")]
    [InlineData("dispatch.cap=[1", "usage")]
    [InlineData("loop=true", "usage")]
    [InlineData("stage=planning", "usage")]
    public void A_bad_change_is_refused(string assignment, string code) =>
        Assert.Equal(code, Assert.Throws<OvException>(() => PolicySetter.With(Known, TemplateSource.BuiltIn("loop"), [assignment])).Code.Name);

    [Fact]
    public void A_projects_own_file_goes_before_the_built_in_one_and_what_runs_does_not_see_it_change()
    {
        using var project = TestProject.Create();
        project.Write(".overstory/templates/waves.yaml", "loop: true\ndispatch: { cap: 2 }\n");
        using var app = project.OperatorApp();
        var run = Core.Runs.RunStarter.Start(app, app.Caller, new Core.Runs.RunStart("export") { Template = TemplateSource.Named(app, "waves") });
        project.Write(".overstory/templates/waves.yaml", "loop: true\ndispatch: { cap: 7 }\n");
        var now = app.Ledger.Read(sql => Core.Runs.RunStore.ById(sql, run.Id))!;
        Assert.Equal((2, true, "waves", "executing"), (RunTemplate.Of(now).Dispatch.Cap, now.Loop, now.Template, now.Stage));
        Assert.Equal(7, TemplateSource.Named(app, "waves").Dispatch.Cap);
        Assert.Contains("waves", Assert.Throws<OvException>(() => TemplateSource.Named(app, "wawes")).Message, StringComparison.Ordinal);
        Assert.Equal(9, RunTemplate.Of(PolicySetter.Set(app, app.Caller, now, ["dispatch.cap=9"])).Dispatch.Cap);
    }

    private static RunTemplate Read(string text) => new TemplateReader(Known).Read("nightly", text, "nightly.yaml");
}

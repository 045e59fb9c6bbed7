using Ov.Core.Watching;

namespace Ov.Tests.Watching;

/// <summary>
/// A tick twice is a tick once, step by step: each step of the tick finds something to do in a ledger made for it, does it, and taken again at
/// the same instant changes no row and writes no event. The list of steps is the program's own, so a new step without such a ledger fails here.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StepTwiceTests
{
    public static TheoryData<string> Steps => [.. Tick.Steps.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Taken_twice_at_one_instant_a_step_does_what_it_does_once(string name)
    {
        Assert.True(StepScenes.All.TryGetValue(name, out var prepare), $"There is no ledger in which {name} has something to do.");
        using var scene = new StepScene();
        prepare(scene);
        var step = Tick.Steps.Single(one => one.Name == name);

        var before = scene.Rows();
        var done = scene.Take(step);
        Assert.DoesNotContain(done, decision => decision.Action == "left");
        scene.Settled();
        var after = scene.Rows();
        Assert.NotEqual(before, after);

        Assert.DoesNotContain(scene.Take(step), decision => decision.Done);
        Assert.Equal(after, scene.Rows());
    }

    [Fact]
    public void Every_scene_belongs_to_a_step() => Assert.Empty(StepScenes.All.Keys.Except(Tick.Steps.Select(step => step.Name)));
}

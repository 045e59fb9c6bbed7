using System.Runtime.Versioning;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Tests.Support;

namespace Ov.Tests.Merging;

/// <summary>Gates and tests share a bounded number of places.</summary>
[SupportedOSPlatform("linux")]
public sealed class BuildSlotTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Of_many_that_run_a_gate_no_more_than_the_slots_run_at_once_and_all_get_their_turn()
    {
        Slots(2);
        var (running, most) = (0, 0);
        var runners = Enumerable.Range(0, 6).Select(number => Task.Factory.StartNew(
            () =>
            {
                using var app = _project.App();
                using var slot = BuildSlot.Take(app, $"tests of check-{number}", default);
                var now = Interlocked.Increment(ref running);
                lock (_project)
                {
                    most = Math.Max(most, now);
                }

                Thread.Sleep(20);
                Interlocked.Decrement(ref running);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(runners).WaitAsync(Patience);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task A_gate_waits_for_a_slot_says_who_has_it_and_can_be_called_off()
    {
        Slots(1);
        using var app = _project.App();
        using var held = BuildSlot.Take(app, "tests of merge-one", default);
        var told = new Told();
        using var waiting = new OvApp(_project.Environment(), OvOptions.Plain) { Progress = told };
        using var stop = new CancellationTokenSource();
        var wait = Task.Factory.StartNew(() => Run(waiting, "true", stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(told.Heard.Wait(Patience));
        Assert.Equal($"Waiting for the build slot (tests of merge-one in {app.Project.Name})", told.What);
        Assert.Equal([$"tests of check-1 in {app.Project.Name}"], BuildSlots.Look(app).Waiting);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Patience));

        held.Dispose();
        Assert.True(Run(app, "true", default).Succeeded);
        Assert.False(FileLock.IsHeld(Path.Combine(BuildSlots.FolderOf(app.Environment.Variables)!, "slot-1")));
    }

    [Fact]
    public void Two_projects_of_one_user_share_the_slots_and_who_may_use_more_takes_those_that_are_left()
    {
        using var other = TestProject.Create();
        Slots(1);
        other.Write(".overstory/config.local.yaml", "merge:\n  buildSlots: 2\n");
        using var here = _project.App();
        using var there = other.App(("HOME", here.Environment.Variable("HOME")!));
        using var held = BuildSlot.Take(here, "tests of merge-one", default);
        using var second = BuildSlot.Take(there, "tests of merge-two", default);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => BuildSlot.Take(there, "tests of merge-three", stop.Token));
        Assert.Equal([$"tests of merge-one in {here.Project.Name}", $"tests of merge-two in {there.Project.Name}"], BuildSlots.Look(here).Held);
        Assert.Empty(BuildSlots.Look(there).Waiting);
    }

    [Theory]
    [InlineData("XDG_STATE_HOME=/s HOME=/h", "/s/ov/slots")]
    [InlineData("HOME=/h", "/h/.local/state/ov/slots")]
    [InlineData("XDG_STATE_HOME=here HOME=/h", "/h/.local/state/ov/slots")]
    [InlineData("HOME=there", null)]
    public void They_lie_in_the_users_own_state_folder(string variables, string? folder) =>
        Assert.Equal(folder, BuildSlots.FolderOf(variables.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1])));

    [Fact]
    public void Where_the_users_folder_may_not_be_written_a_project_has_slots_of_its_own()
    {
        _project.Write("file", "");
        using var app = _project.App(("HOME", Path.Combine(_project.Root, "file")));
        using var held = BuildSlot.Take(app, "tests of merge-one", default);
        Assert.True(FileLock.IsHeld(Path.Combine(_project.Files.BuildSlots, "slot-1")));
        Assert.Single(BuildSlots.Look(app).Held);
    }

    [Fact]
    public void What_a_gate_starts_runs_in_its_gates_slot()
    {
        Slots(1);
        using var app = _project.App();
        using var held = BuildSlot.Take(app, "tests of merge-one", default);
        using var inside = _project.App((IntegrationWorktree.Mark, "/somewhere"));
        using var end = new CancellationTokenSource(Patience);
        Assert.True(Run(inside, "true", end.Token).Succeeded);
    }

    [Fact]
    public void A_program_that_is_asked_something_takes_no_slot()
    {
        Slots(1);
        using var app = _project.App();
        using var held = BuildSlot.Take(app, "tests of merge-one", default);
        using var end = new CancellationTokenSource(Patience);
        Assert.True(Run(app, "true", end.Token, CommandKind.Resolver).Succeeded);
    }

    private void Slots(int most) => _project.Write(".overstory/config.local.yaml", $"merge:\n  buildSlots: {most}\n");

    private ProcessResult Run(OvApp app, string command, CancellationToken stop, CommandKind kind = CommandKind.Gate) =>
        GateRunner.Execute(app, CommandSpec.Shell(kind, "tests", command, Patience, "here"), _project.Root, "main", "check-1", stop, out _);

    private sealed class Told : WorkProgress, IDisposable
    {
        public ManualResetEventSlim Heard { get; } = new();

        public string What { get; private set; } = "";

        public override IDisposable Step(string what)
        {
            if (what.Contains("slot", StringComparison.Ordinal) && !Heard.IsSet)
            {
                What = what;
                Heard.Set();
            }

            return this;
        }

        public override void Said(string line)
        {
        }

        public void Dispose()
        {
        }
    }
}

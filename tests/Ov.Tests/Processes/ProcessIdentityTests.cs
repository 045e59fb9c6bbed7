using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public sealed class ProcessIdentityTests
{
    private const string Boot = "11111111-2222-3333-4444-555555555555@4026531836";
    private static readonly ProcessIdentity Known = new(Boot, 42, 1000);

    [Fact]
    public void An_identity_survives_one_column()
    {
        var current = ProcessIdentity.Current();
        Assert.Equal(current, ProcessIdentity.Parse(current.ToString()));
        Assert.Equal(Environment.ProcessId, current.Pid);
        Assert.Equal(Liveness.Alive, current.Liveness);
        Assert.All(new[] { null, "", "x", "a:b:c", "a:1", "a:1:2:3", "a:-1:2" }, t => Assert.Null(ProcessIdentity.Parse(t)));
    }

    [Fact]
    public void A_process_is_alive_only_with_its_own_start_time_and_not_as_a_zombie()
    {
        Assert.Equal(Liveness.Alive, Judge(Entry(1000, 'S')));
        Assert.Equal(Liveness.Dead, Judge(Entry(1001, 'S')));
        Assert.Equal(Liveness.Dead, Judge(Entry(1000, 'Z')));
    }

    [Fact]
    public void A_process_we_cannot_see_is_dead_only_when_the_kernel_says_so()
    {
        Assert.Equal(Liveness.Dead, Judge(null, exists: false));
        Assert.Equal(Liveness.Unknown, Judge(null, exists: true));
    }

    [Fact]
    public void Another_boot_is_dead_and_another_pid_namespace_or_no_boot_id_is_unknown()
    {
        Assert.Equal(Liveness.Dead, Judge(Entry(1000, 'S'), "99999999-2222-3333-4444-555555555555@4026531836"));
        Assert.Equal(Liveness.Unknown, Judge(Entry(1000, 'S'), Boot.Replace("4026531836", "4026532000")));
        Assert.Equal(Liveness.Unknown, Judge(Entry(1000, 'S'), ""));
        Assert.Equal(Liveness.Unknown, ProcessIdentity.Judge(Known with { BootId = "" }, Boot, Entry(1000, 'S'), () => true));
    }

    [Fact]
    public void The_process_table_is_read_whatever_the_programs_name()
    {
        var entry = ProcessEntry.Parse(7, "7 (a) b) (c) S 3 7 5 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 123456 9 9\n"u8);
        Assert.Equal(new ProcessEntry(7, 3, 5, 'S', 123456), entry);
        Assert.Null(ProcessEntry.Parse(7, "7 (a"u8));
        Assert.Null(ProcessEntry.Parse(7, "7 (a) S 1 2"u8));
    }

    [Fact]
    public void A_zombie_child_of_ours_counts_as_dead()
    {
        using var turn = TurnProcess.Start(new TurnRequest("true", [], "/", new Dictionary<string, string>()));
        ProcessScratch.Until(() => turn.Identity.Liveness == Liveness.Dead, "the unreaped child is dead");
        Assert.Equal('Z', ProcessEntry.Of(turn.Identity.Pid)!.State);
        Assert.Equal(0, turn.WaitForExit()!.ExitCode);
    }

    private static Liveness Judge(ProcessEntry? found, string boot = Boot, bool exists = true) => ProcessIdentity.Judge(Known, boot, found, () => exists);

    private static ProcessEntry Entry(long start, char state) => new(42, 1, 42, state, start);
}

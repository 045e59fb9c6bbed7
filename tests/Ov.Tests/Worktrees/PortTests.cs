using System.Net;
using System.Net.Sockets;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Processes;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Worktrees;

/// <summary>Ports belong to one worktree each, stay with it, and are never ones that somebody listens on.</summary>
public sealed class PortTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    private static PortPlan Plan(int first = 21_000, int last = 21_999, int count = 4, Func<int, bool>? isFree = null) =>
        new("project", new PortRange(first, last), count, isFree ?? (_ => true));

    [Fact]
    public async Task Fifty_that_race_get_disjoint_ports()
    {
        // Just enough for all of them: who looks at an old list must lose.
        var plan = Plan(21_000, 21_199);
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
        {
            using var ledger = _project.OpenLedger();
            return ledger.Write(tx => PortStore.Ensure(tx, $"worktree-{i}", $"builder-{i}", plan));
        })));
        Assert.All(taken, ports => Assert.Equal(4, ports.Count));
        Assert.Equal(200, taken.SelectMany(ports => ports).Distinct().Count());
    }

    [Fact]
    public void A_worktree_keeps_its_ports_and_the_same_name_finds_them_again()
    {
        using var ledger = _project.OpenLedger();
        var first = ledger.Write(tx => PortStore.Ensure(tx, "worktree-1", "alice", Plan()));
        Assert.Equal(first, ledger.Write(tx => PortStore.Ensure(tx, "worktree-1", "alice", Plan(last: 25_000))));
        ledger.Write(tx => PortStore.Release(tx, "worktree-1"));
        Assert.Empty(ledger.Read(sql => PortStore.Of(sql, "worktree-1")));
        Assert.Equal(first, ledger.Write(tx => PortStore.Ensure(tx, "worktree-2", "alice", Plan())));
        Assert.NotEqual(first, Plan().Pick("bob", new HashSet<int>()));
    }

    [Fact]
    public void An_occupied_port_is_skipped_with_its_whole_block()
    {
        var wanted = Plan().Pick("alice", new HashSet<int>())!;
        var next = Plan(isFree: port => port != wanted[2]).Pick("alice", new HashSet<int>())!;
        Assert.Empty(wanted.Intersect(next));
        Assert.Equal(wanted[0] + 4 > 21_996 ? 21_000 : wanted[0] + 4, next[0]);
        Assert.Equal(next, Plan().Pick("alice", new HashSet<int> { wanted[3] }));
    }

    [Fact]
    public void The_search_goes_around_the_end_of_the_range()
    {
        // Only the block right before the wanted one is left, so the search has to come to it last.
        var wanted = Plan(21_000, 21_011).Pick("alice", new HashSet<int>())![0];
        var before = wanted == 21_000 ? 21_008 : wanted - 4;
        var ports = Plan(21_000, 21_011, isFree: port => port >= before && port < before + 4).Pick("alice", new HashSet<int>());
        Assert.Equal(Enumerable.Range(before, 4), ports);
    }

    [Fact]
    public void An_exhausted_range_is_a_limit_that_says_what_to_do()
    {
        using var ledger = _project.OpenLedger();
        var plan = Plan(21_000, 21_006);
        ledger.Write(tx => PortStore.Ensure(tx, "worktree-1", "alice", plan));
        var refusal = Assert.Throws<OvException>(() => ledger.Write(tx => PortStore.Ensure(tx, "worktree-2", "bob", plan)));
        Assert.Equal((ErrorCode.LimitPorts, 8), (refusal.Code, refusal.Code.Exit));
        Assert.Contains("21000-21006", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(ledger.Read(sql => PortStore.Of(sql, "worktree-2")));
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        // Outside the range from which systems hand ports out, so that nobody else is given this one in between.
        var port = Enumerable.Range(Random.Shared.Next(11_000, 19_000), 1_000).First(LoopbackPort.IsFree);
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Any, port));
        server.Listen();
        Assert.False(LoopbackPort.IsFree(port));
        server.Close();
        // A program that another test is just starting has a copy of the socket until it runs.
        Assert.True(SpinWait.SpinUntil(() => LoopbackPort.IsFree(port), TimeSpan.FromSeconds(40)));
    }

    [Theory]
    [InlineData("21000-29999", true)]
    [InlineData("1024 - 1024", true)]
    [InlineData("80-90", false)]
    [InlineData("3000-2000", false)]
    [InlineData("3000", false)]
    [InlineData("1024-65536", false)]
    [InlineData("-1-3000", false)]
    public void A_range_is_two_ports_in_order(string text, bool fits) => Assert.Equal(fits, PortRange.Parse(text) is not null);
}

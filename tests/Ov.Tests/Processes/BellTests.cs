using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public sealed class BellTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();

    private string BellPath => _scratch.File("bell");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_ring_before_the_wait_is_not_lost_and_many_rings_are_one()
    {
        using var bell = Bell.Create(BellPath);
        for (var i = 0; i < 100_000; i++)
            Assert.True(Bell.Ring(BellPath));
        Assert.True(bell.Wait(TimeSpan.Zero));
        Assert.False(bell.Wait(TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_ring_wakes_a_sleeper()
    {
        using var bell = Bell.Create(BellPath);
        var sleeper = Task.Run(() => bell.Wait(TimeSpan.FromSeconds(30)));
        Assert.True(Bell.Ring(BellPath));
        Assert.True(await sleeper);
    }

    [Fact]
    public void Ringing_where_nobody_listens_answers_no_and_does_not_block()
    {
        Assert.False(Bell.Ring(BellPath));
        Bell.Create(BellPath).Dispose();
        Assert.False(Bell.Ring(BellPath));
        using var next = Bell.Create(BellPath);
        Assert.True(Bell.Ring(BellPath));
    }

    [Fact]
    public void A_plain_file_is_no_bell_and_stays_as_it_is()
    {
        File.WriteAllText(BellPath, "mine");
        Assert.False(Bell.Ring(BellPath));
        Assert.Equal(ErrorCode.UnsafeStorage, Assert.Throws<OvException>(() => Bell.Create(BellPath)).Code);
        Assert.Equal("mine", File.ReadAllText(BellPath));
    }
}

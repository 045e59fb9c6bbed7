using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public sealed class ShellWordsTests
{
    [Fact]
    public void A_string_is_run_by_the_systems_own_shell_and_never_needs_bash()
    {
        Assert.Equal(["sh", "-c", "make test"], ShellWords.For("make test", windows: false));
        Assert.Equal(["cmd", "/d", "/s", "/c", "make test"], ShellWords.For("make test", windows: true));
    }
}

using Ov.Core;
using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigFirstTests
{
    [Fact]
    public void A_broken_value_leaves_the_others_alone()
    {
        var config = ConfigReader.Parse("/p/app", "agents:\n  maxConcurrent: lots\n  maxDepth: 3\n");
        Assert.Equal(3, config.Agents.MaxDepth);
        var refusal = Assert.Throws<OvException>(() => config.Agents.MaxConcurrent);
        Assert.Equal(".overstory/config.yaml:2: agents.maxConcurrent must be a whole number of at least 1, not \"lots\".", refusal.Message);
        Assert.Equal("/p/app.worktrees", config.Worktrees.Directory);
    }
}

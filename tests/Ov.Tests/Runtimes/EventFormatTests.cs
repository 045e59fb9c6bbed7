using Ov.Core.Config;
using Ov.Core.Runtimes;

namespace Ov.Tests.Runtimes;

public sealed class EventFormatTests
{
    [Fact]
    public void The_configuration_may_name_the_format_of_every_runtime_that_tells_what_it_does() =>
        Assert.Equal(RuntimeList.Known.All.Where(runtime => runtime.Traits.HasEvents).Select(runtime => runtime.Name).Prepend("plain"), RuntimeOverride.EventFormats);
}

using Ov.Core.Runtimes.Trial;

namespace Ov.Tests.Runtimes;

public sealed class HelpFlagsTests
{
    private const string Help = """
          -p, --print              Print and exit
              --model=<id>         The model
              --system-prompt[-file] <text>
              --no-color
        """;

    [Theory]
    [InlineData("claude -p --model x", "")]
    [InlineData("claude --model=x --system-prompt-file f", "")]
    [InlineData("claude --color always", "--color")]
    [InlineData("claude --mod --print", "--mod")]
    [InlineData("claude -P -", "-P")]
    [InlineData("claude --gone 1 --gone 2 --also-gone", "--gone --also-gone")]
    public void A_flag_that_the_help_does_not_name_is_told(string command, string missing) =>
        Assert.Equal(missing, string.Join(' ', HelpFlags.Missing(command.Split(' '), Help)));
}

using Ov.Cli;
using Ov.Core;

namespace Ov.Tests.Cli;

public sealed class ConsolesTests
{
    [Theory]
    [InlineData("auto", true, "TERM=xterm", true)]
    [InlineData("auto", false, "TERM=xterm", false)]
    [InlineData("auto", true, "", false)]
    [InlineData("auto", true, "TERM=dumb", false)]
    [InlineData("auto", true, "TERM=xterm CLICOLOR=0", false)]
    [InlineData("auto", true, "TERM=xterm CLICOLOR=1", true)]
    [InlineData("auto", false, "CLICOLOR_FORCE=1", true)]
    [InlineData("auto", false, "CLICOLOR_FORCE=0", false)]
    [InlineData("auto", false, "CLICOLOR_FORCE=1 CLICOLOR=0 TERM=dumb", true)]
    [InlineData("auto", true, "TERM=xterm NO_COLOR=1", false)]
    [InlineData("auto", true, "TERM=xterm NO_COLOR=", true)]
    [InlineData("auto", true, "TERM=xterm NO_COLOR=0 CLICOLOR_FORCE=1", false)]
    [InlineData("always", false, "NO_COLOR=1 TERM=dumb CLICOLOR=0", true)]
    [InlineData("never", true, "TERM=xterm CLICOLOR_FORCE=1", false)]
    public void The_first_that_speaks_decides_about_colour(string color, bool terminal, string variables, bool wanted) =>
        Assert.Equal(wanted, Consoles.WantsColour(Environment(variables, terminal), OvOptions.Plain with { Color = color }));

    [Fact]
    public void Standard_error_is_asked_for_itself() =>
        Assert.False(Consoles.WantsColour(Environment("TERM=xterm", terminal: true) with { ErrorIsTerminal = false }, OvOptions.Plain, forErrors: true));

    [Theory]
    [InlineData("COLUMNS=47", false, null, 47)]
    [InlineData("COLUMNS=47", true, 132, 47)]
    [InlineData("", true, 132, 132)]
    [InlineData("", true, null, 80)]
    [InlineData("", false, null, null)]
    [InlineData("COLUMNS=0", false, null, null)]
    [InlineData("COLUMNS=-5", true, 100, 100)]
    [InlineData("COLUMNS=wide", true, 100, 100)]
    [InlineData("COLUMNS=3", true, 100, 20)]
    public void The_width_is_what_columns_says_then_the_terminals_and_none_in_a_pipe(string variables, bool terminal, int? columns, int? width) =>
        Assert.Equal(width, Consoles.Width(Environment(variables, terminal) with { TerminalColumns = () => columns }));

    private static OvEnvironment Environment(string variables, bool terminal) => new(
        Path.GetTempPath(), variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]),
        TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, terminal, terminal, terminal);
}

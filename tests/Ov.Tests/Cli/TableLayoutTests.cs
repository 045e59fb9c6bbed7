using Ov.Cli;
using Ov.Core.Text;

namespace Ov.Tests.Cli;

public sealed class TableLayoutTests
{
    private static readonly string[] Headings = ["#", "state", "role", "title"];

    private static readonly string[][] Rows =
    [
        ["1", "in progress", "builder", "Fix the login of Chinese users 登录登录登录登录"],
        ["2", "ready", "reviewer", "Short"],
    ];

    [Fact]
    public void Without_a_limit_nothing_is_cut() => Assert.Equal(
        ["#  state        role      title", "1  in progress  builder   Fix the login of Chinese users 登录登录登录登录", "2  ready        reviewer  Short"],
        TableLayout.Lines(Headings, Rows, int.MaxValue));

    [Fact]
    public void The_widest_column_gives_way_first() => Assert.Equal(
        ["#  state        role      title", "1  in progress  builder   Fix the login…", "2  ready        reviewer  Short"],
        TableLayout.Lines(Headings, Rows, 40));

    [Fact]
    public void What_can_be_done_without_goes_before_anything_is_squeezed_to_nothing() => Assert.Equal(
        ["#  state        title", "1  in progress  Fix the l…", "2  ready        Short"],
        TableLayout.Lines(Headings, Rows, 26, 2));

    [Fact]
    public void No_line_is_ever_longer_than_the_terminal()
    {
        for (var width = 20; width < 120; width++)
        {
            Assert.All(TableLayout.Lines(Headings, Rows, width, 2, 1), line => Assert.True(TextColumns.Of(line) <= width, $"{width}: {line}"));
        }
    }

    [Fact]
    public void A_table_without_rows_is_its_head() => Assert.Equal(["#  state  role  title"], TableLayout.Lines(Headings, [], 80));
}

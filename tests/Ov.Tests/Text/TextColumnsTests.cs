using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class TextColumnsTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
    private const string Astronaut = "\U0001F469\U0001F3FD\u200D\U0001F680";
    private const string Flag = "\U0001F1E9\U0001F1EA";

    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("登录", 4)]
    [InlineData("カタカナ", 8)]
    [InlineData("ｶﾀｶﾅ", 4)]
    [InlineData("한글", 4)]
    [InlineData("e\u0301\u0302", 1)]
    [InlineData("\u200bword", 4)]
    [InlineData("→ ✓", 3)]
    [InlineData("☎", 1)]
    [InlineData("☎\uFE0F", 2)]
    [InlineData(Family, 2)]
    [InlineData(Astronaut, 2)]
    [InlineData(Flag, 2)]
    [InlineData("\U0001F1E9", 1)]
    [InlineData("a" + Family + "登", 5)]
    public void A_text_is_as_wide_as_a_terminal_shows_it(string text, int columns) => Assert.Equal(columns, TextColumns.Of(text));

    [Theory]
    [InlineData("plain words", 7, "plain…")]
    [InlineData("登录登录", 8, "登录登录")]
    [InlineData("登录登录", 7, "登录登…")]
    [InlineData("登录登录", 6, "登录…")]
    [InlineData("ab" + Family + "cd", 4, "ab…")]
    [InlineData("ab" + Family + "cd", 5, "ab" + Family + "…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData(Flag + Flag, 3, Flag + "…")]
    [InlineData("x", 0, "")]
    public void A_text_is_cut_between_graphemes(string text, int columns, string expected) => Assert.Equal(expected, TextColumns.Cut(text, columns));

    [Fact]
    public void Whatever_is_cut_or_filled_fits_exactly()
    {
        var random = new Random(20260304);
        string[] parts = ["a", " ", "登", "é", "e\u0301", Family, Astronaut, Flag, "ｶ", "☎\uFE0F", "\u0301", "-"];
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var columns = random.Next(1, 16);
            Assert.True(TextColumns.Of(TextColumns.Cut(text, columns)) <= columns, text);
            Assert.Equal(columns, TextColumns.Of(TextColumns.Pad(text, columns)));
        }
    }

    [Theory]
    [InlineData("one two three four", 9, "one two|  three|  four")]
    [InlineData("fits", 9, "fits")]
    [InlineData("a/path/that/is/too/long and more", 9, "a/path/that/is/too/long|  and|  more")]
    [InlineData("see a/path/that/is/too/long", 9, "see a/path/that/is/too/long")]
    [InlineData("  indented stays so", 12, "  indented|  stays so")]
    [InlineData("登录 登录 登录", 9, "登录 登录|  登录")]
    public void A_sentence_is_broken_between_words_and_no_word_is(string text, int columns, string expected) =>
        Assert.Equal(expected.Split('|'), TextColumns.Wrap(text, columns, indent: 2));
}

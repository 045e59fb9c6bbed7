using Ov.Core.Shells;

namespace Ov.Tests.Shells;

/// <summary>How a line is split as bash would split it, and how a value is written back into it.</summary>
public sealed class BashLineTests
{
    private const string Breaks = " \t\n\"'@><=;|&(:";

    [Theory]
    [InlineData("ov task show ", "task|show", "")]
    [InlineData("ov task sh", "task", "sh")]
    [InlineData("LC_ALL=C A= ov st", "", "st")]
    [InlineData("ov mail send --body \"two words\" --to x", "mail|send|--body|two words|--to", "x")]
    [InlineData("ov a\\ b c\\", "a b", "c")]
    [InlineData("ov 'it is'\\''s", "", "it is's")]
    [InlineData("ov \"open \\\" quote", "", "open \" quote")]
    [InlineData("ov '' y x", "|y", "x")]
    public void Words_come_without_their_quotes(string line, string before, string current)
    {
        var read = BashLine.Read(line, Breaks);
        Assert.Equal(before.Length == 0 ? [] : before.Split('|'), read.Before);
        Assert.Equal(current, read.Current);
    }

    [Theory]
    [InlineData("ov --target=fea", "--target=feature/one", "feature/one")]
    [InlineData("ov x:a", "x:ab", "ab")]
    [InlineData("ov @bui", "@builders", "@builders")]
    [InlineData("ov fea", "feature one", "feature\\ one")]
    [InlineData("ov \"fea", "feature $one", "feature \\$one")]
    [InlineData("ov 'fea", "feature one", "feature one")]
    [InlineData("ov --t=\"fea", "--t=feature one", "feature one")]
    [InlineData("ov a\\ b", "a b;c", "a\\ b\\;c")]
    public void A_value_is_written_as_bash_wants_it(string line, string value, string inserted) => Assert.Equal(inserted, BashLine.Read(line, Breaks).Insertion(value));
}

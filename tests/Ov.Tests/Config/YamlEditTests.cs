using Ov.Core.Config;

namespace Ov.Tests.Config;

public sealed class YamlEditTests
{
    [Theory]
    [InlineData("", "a.b", "1", "a:\n  b: 1\n")]
    [InlineData("# only a word\n", "a", "1", "# only a word\na: 1\n")]
    [InlineData("a: 1 # one\nb: 2\n", "a", "7", "a: 7 # one\nb: 2\n")]
    [InlineData("a: 'x y'   # one", "a", "\"z\"", "a: \"z\"   # one")]
    [InlineData("a:\n    b: 1\n\n# next\nc: 2\n", "a.d", "3", "a:\n    b: 1\n    d: 3\n\n# next\nc: 2\n")]
    [InlineData("a:\n  b: 1 # end", "a.d", "3", "a:\n  b: 1 # end\n  d: 3\n")]
    [InlineData("a:\n  b: 1\n", "c.d.e", "3", "a:\n  b: 1\nc:\n  d:\n    e: 3\n")]
    [InlineData("a:   # later\nc: 1\n", "a", "2", "a: 2   # later\nc: 1\n")]
    [InlineData("a:   # later\nc: 1\n", "a.b", "2", "a:   # later\n  b: 2\nc: 1\n")]
    [InlineData("a: {b: 1, c: 2} # flow\n", "a.b", "9", "a: {b: 9, c: 2} # flow\n")]
    [InlineData("a: {b: 1} # flow\n", "a.d.e", "9", "a: {b: 1, d: {e: 9}} # flow\n")]
    [InlineData("a: {}\n", "a.d", "9", "a: {d: 9}\n")]
    [InlineData("a: # list\n  - one # 1\n  - two\nb: 1\n", "a", "[x]", "a: [x] # list\nb: 1\n")]
    [InlineData("a:\n- one\n- two\n", "a", "[x]", "a: [x]\n")]
    [InlineData("a: [one,\n  two]\nb: 1\n", "a", "[x]", "a: [x]\nb: 1\n")]
    [InlineData("a: |\n  many\n  lines\n\nb: 1\n", "a", "x", "a: x\n\nb: 1\n")]
    [InlineData("\"a\": 1\r\nb: 2\r\n", "a", "7", "\"a\": 7\r\nb: 2\r\n")]
    public void One_value_changes_and_every_other_letter_stays(string text, string path, string value, string expected) =>
        Assert.Equal(expected, YamlEdit.Set(text, path, value));

    [Theory]
    [InlineData("a: 1 # one\nb: 2\n", "a", "b: 2\n")]
    [InlineData("b: 2\na:\n  c: 1\n# end\n", "a.c", "b: 2\n# end\n")]
    [InlineData("a:\n  c: 1\n  # why\n  d: 2\n", "a.c", "a:\n  # why\n  d: 2\n")]
    [InlineData("a: {b: 1, c: 2}\n", "a.b", "a: {c: 2}\n")]
    [InlineData("a: {b: 1, c: 2}\n", "a.c", "a: {b: 1}\n")]
    [InlineData("a:\n  - one\n  - two\nb: 1", "a", "b: 1")]
    [InlineData("a: 1\n", "b", "a: 1\n")]
    public void One_value_goes_and_every_other_letter_stays(string text, string path, string expected) => Assert.Equal(expected, YamlEdit.Unset(text, path));

    [Theory]
    [InlineData("a: 1\n", "a.b", "2")]
    [InlineData("a: &x 1\nb: *x\n", "a", "2")]
    [InlineData("a: [1]\n", "a.b", "2")]
    [InlineData("a: {b: 1,}\n? c\n: 2\n", "c.d", "3")]
    public void A_form_that_cannot_be_changed_without_touching_more_is_refused(string text, string path, string value) => Assert.Null(YamlEdit.Set(text, path, value));

    [Fact]
    public void Every_setting_of_a_new_project_can_be_set_and_taken_away_again()
    {
        var fresh = ConfigTemplate.For("app", "main", "make test");
        foreach (var key in ConfigKeys.All.Where(key => key.DefaultText.Length > 0))
        {
            var value = key.Type is ConfigType.List ? "[]" : YamlWord.Of(key.DefaultText);
            var changed = YamlEdit.Set(fresh, key.Path, value);
            Assert.True(changed is not null, key.Path);
            Assert.True(ConfigReader.Parse("/p/app", changed).Problems.Count == 0, $"{key.Path}\n{changed}");
            Assert.True(YamlEdit.Unset(changed, key.Path) is not null, key.Path);
        }
    }
}

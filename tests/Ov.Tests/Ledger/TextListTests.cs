using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Ledger;

namespace Ov.Tests.Ledger;

public sealed class TextListTests
{
    [Fact]
    public void Every_list_is_read_back_as_it_was_by_us_and_by_any_reader_of_json()
    {
        var texts = ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null && text.IsWhole()).ArrayOf();
        Prop.ForAll(texts.ToArbitrary(), list =>
        {
            var json = TextList.Write(list);
            using var read = JsonDocument.Parse(json);
            return TextList.Parse(json).SequenceEqual(list) && read.RootElement.EnumerateArray().Select(item => item.GetString()).SequenceEqual(list);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("null", 0)]
    [InlineData("[]", 0)]
    [InlineData(" [ \"a\" , \"\\u00e9\" ] ", 2)]
    public void What_another_hand_wrote_is_read_too(string json, int count) => Assert.Equal(count, TextList.Parse(json).Count);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[\"a\"")]
    [InlineData("[\"a\"] x")]
    [InlineData("[[\"a\"]]")]
    public void What_is_no_list_of_strings_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => TextList.Parse(json));
}

file static class Texts
{
    /// <summary>Half a letter cannot be written as UTF-8 by anybody.</summary>
    public static bool IsWhole(this string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}

using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class RandomTextTests
{
    [Fact]
    public void Words_do_not_repeat_and_use_every_letter_of_the_alphabet()
    {
        var words = Enumerable.Range(0, 2000).Select(_ => RandomText.Word(8)).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.Equal("23456789abcdefghijkmnpqrstuvwxyz", string.Concat(string.Concat(words).Distinct().Order()));
    }

    [Fact]
    public void A_secret_has_two_hex_digits_a_byte_and_is_another_each_time()
    {
        var (first, second) = (RandomText.Hex(32), RandomText.Hex(32));
        Assert.Matches("^[0-9a-f]{64}$", first);
        Assert.NotEqual(first, second);
    }
}

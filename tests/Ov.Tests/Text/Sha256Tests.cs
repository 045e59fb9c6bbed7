using System.Security.Cryptography;
using System.Text;
using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class Sha256Tests
{
    [Fact]
    public void Every_length_around_its_blocks_hashes_as_the_library_does()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(message)), Sha256.HexOf(message));
        }
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void The_standards_own_examples_come_out(string message, string hash) => Assert.Equal(hash, Sha256.HexOf(Encoding.ASCII.GetBytes(message)));
}

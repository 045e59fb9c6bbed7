using Ov.Core.Merging;

namespace Ov.Tests.Merging;

public sealed class ConflictedTextTests
{
    private const string Shown = "a\n<<<<<<< one\nB\n||||||| 0501fdf\nb\n=======\nC\nD\n>>>>>>> two\ne\n";

    [Fact]
    public void Regions_are_read_with_their_place_and_agreed_lines_stay()
    {
        var text = ConflictedText.Read(Shown, "a\nb\ne\n", "a\nB\ne\n", "a\nC\nD\ne\n")!;
        var region = Assert.Single(text.Regions);
        Assert.Equal(2, region.Line);
        Assert.Equal(["b\n"], region.Base);
        Assert.Equal(["B\n"], region.Ours);
        Assert.Equal(["C\n", "D\n"], region.Theirs);
        Assert.Equal("a\nC\nD\ne\n", text.Decided(r => r.Theirs));
        Assert.Null(text.Decided(_ => null));
    }

    [Theory]
    [InlineData("Heading\n=======\n")]
    [InlineData("<<<<<<< ours\n")]
    [InlineData("||||||||| nested\n")]
    [InlineData(">>>>>>>\r\n")]
    public void A_version_that_holds_what_looks_like_a_marker_is_not_read(string version) =>
        Assert.Null(ConflictedText.Read(Shown, version));

    [Theory]
    [InlineData("======== eight\n")]
    [InlineData("<<<<<<<no space\n")]
    [InlineData(" =======\n")]
    [InlineData("======\n")]
    public void Other_lines_are_no_markers(string version) => Assert.NotNull(ConflictedText.Read(Shown, version));

    [Theory]
    [InlineData("a\n")]
    [InlineData("<<<<<<< one\nB\n=======\nC\n>>>>>>> two\n")]
    [InlineData("<<<<<<< one\nB\n||||||| b\n=======\nC\n")]
    public void Without_a_whole_conflict_that_shows_its_base_there_is_nothing_to_decide(string shown) => Assert.Null(ConflictedText.Read(shown));
}

using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Agents;

namespace Ov.Tests.Agents;

public sealed class ScopeOverlapTests
{
    [Theory]
    [InlineData("src/a.cs", "src/a.cs", true)]
    [InlineData("src/a.cs", "src/b.cs", false)]
    [InlineData("src/*.cs", "src/a*", true)]
    [InlineData("src/*.cs", "src/deep/a.cs", false)]
    [InlineData("src/**/*.cs", "src/a.cs", true)]
    [InlineData("src/**", "src/deep/er/a.cs", true)]
    [InlineData("src", "src/deep/a.cs", true)]
    [InlineData("src/", "src/deep/a.cs", true)]
    [InlineData("src", "srcs/a.cs", false)]
    [InlineData("**/test.cs", "src/x/test.cs", true)]
    [InlineData("**/test.cs", "test.cs", true)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("src/{a,b}.cs", "src/b.cs", true)]
    [InlineData("src/{a,b}.cs", "src/c.cs", false)]
    [InlineData("src/[a-c]x", "src/bx", true)]
    [InlineData("src/[!a-c]x", "src/bx", false)]
    [InlineData("src/[!a-c]x", "src/dx", true)]
    [InlineData("a/?/c", "a/b/c", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("./a", "a", true)]
    [InlineData(".", "anything/at/all", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("*a*a*a*b", "*b*b*b*a", false)]
    [InlineData("*a*a*a*", "*b*b*b*", true)]
    public void Two_globs_meet_exactly_where_one_path_fits_both(string one, string other, bool meet)
    {
        Assert.Equal(meet, ScopeOverlap.Find([one], [other]) is not null);
        Assert.Equal(meet, ScopeOverlap.Find([other], [one]) is not null);
    }

    [Fact]
    public void An_empty_scope_claims_nothing()
    {
        Assert.Null(ScopeOverlap.Find([], ["**"]));
        Assert.Null(ScopeOverlap.Find(["**"], []));
        Assert.True(ScopeOverlap.Holds([], "any/file"));
    }

    [Fact]
    public void The_first_pair_that_meets_is_named() =>
        Assert.Equal(("src/b/**", "src/b/x.cs"), ScopeOverlap.Find(["src/a/**", "src/b/**"], ["docs", "src/b/x.cs"]));

    /// <summary>Against every path of up to five characters over the globs' own letters, matched by an independent translation.</summary>
    [Fact]
    public void It_agrees_with_trying_every_short_path()
    {
        var pieces = Gen.Elements("a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "**/");
        var globs = pieces.ArrayOf(4).Select(string.Concat).Where(IsPlain);
        var pairs = globs.SelectMany(one => globs.Select(other => (One: one, Other: other)));
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (first, second) = (Translate(pair.One), Translate(pair.Other));
            var expected = Paths.Where(path => first.IsMatch(path) && second.IsMatch(path)).Take(1).ToList();
            var found = ScopeOverlap.Find([pair.One], [pair.Other]) is not null;
            // Four pieces on each side meet within a short path or not at all; the other direction holds for any length.
            return (expected.Count == 0 || found).Label($"{pair.One} and {pair.Other} both match {expected.FirstOrDefault()}")
                .And((!found || expected.Count > 0 || Longer(first, second)).Label($"{pair.One} and {pair.Other} match no short path together"));
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void It_is_symmetric_and_a_glob_meets_itself()
    {
        var globs = Gen.Elements("a", "b", "/", "*", "**/", "?", "[a-z]", "x").ArrayOf(6).Select(string.Concat).Where(IsPlain);
        var pairs = globs.SelectMany(one => globs.Select(other => (one, other)));
        Prop.ForAll(pairs.ToArbitrary(), pair =>
            ScopeOverlap.Find([pair.one], [pair.other]) is null == ScopeOverlap.Find([pair.other], [pair.one]) is null
            && ScopeOverlap.Find([pair.one], [pair.one]) is not null).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static readonly IReadOnlyList<string> Paths = [.. Words("ab/", 6).Where(IsPath)];

    private static bool IsPath(string word) => word.Length > 0 && word[0] != '/' && word[^1] != '/' && !word.Contains("//", StringComparison.Ordinal);

    /// <summary>Globs whose slashes could stand in a path.</summary>
    private static bool IsPlain(string glob) => glob.Length > 0 && glob[0] != '/' && glob[^1] != '/' && !glob.Contains("//", StringComparison.Ordinal);

    /// <summary>Globs of negated classes may need a third letter; random longer paths over more letters look for that.</summary>
    private static bool Longer(Regex one, Regex other) => LongPaths.Any(path => one.IsMatch(path) && other.IsMatch(path));

    private static readonly IReadOnlyList<string> LongPaths = [.. Words("abc/", 8).Where(IsPath)];

    private static IEnumerable<string> Words(string letters, int length) =>
        length == 0 ? [""] : Words(letters, length - 1).SelectMany(word => word.Length == length - 1 ? letters.Select(letter => word + letter).Prepend(word) : [word]);

    private static Regex Translate(string glob)
    {
        var pattern = Regex.Replace(glob, @"(?<=^|/)\*\*/|\*+|\?|\[!a\]|\[ab\]|.", part => part.Value switch
        {
            "**/" => "(.*/)?",
            "*" => "[^/]*",
            "?" => "[^/]",
            "[!a]" => "[^a/]",
            "[ab]" => "[ab]",
            ['*', ..] => ".*",
            var letter => Regex.Escape(letter),
        });
        return new Regex($"^{pattern}(/.*)?$", RegexOptions.CultureInvariant);
    }
}

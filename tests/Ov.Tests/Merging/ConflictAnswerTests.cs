using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>Which answers to a conflict are taken. Letters are lines; a place in conflict is written (before|ours|theirs).</summary>
public sealed class ConflictAnswerTests
{
    [Theory]
    [InlineData("a(|x|y)b", "axyb")]
    [InlineData("a(|x|y)b", "ayxb")]
    [InlineData("a(|x|y)b", "axzyb")]
    [InlineData("(|x|y)", "yx")]
    [InlineData("a(o|x|y)b", "axyb")]
    [InlineData("a(op|oxp|py)b", "axpyb")]
    [InlineData("a(|x|y)b(|v|w)c", "axybvwc")]
    [InlineData("a(|b|y)bb(|v|w)c", "abybbvwc")]
    [InlineData("a(o|x|)b", "axb")]
    [InlineData("a(|xx|y)b", "axyxb")]
    public void What_keeps_both_sides_lines_is_taken(string conflict, string answer) => Assert.Equal((Lines(answer), null), ConflictAnswer.For(Conflict(conflict), Lines(answer)));

    [Theory]
    [InlineData("a(|x|y)b", "axb", "drops the line \"y\"")]
    [InlineData("a(|x|y)b", "ayb", "drops the line \"x\"")]
    [InlineData("a(|x|y)b", "ab", "drops the line")]
    [InlineData("a(o|x|y)b", "aoxyb", "brings back the line \"o\"")]
    [InlineData("a(op|oxp|oyp)b", "axyb", "drops the line")]
    [InlineData("a(|xx|y)b", "axyb", "drops the line \"x\"")]
    [InlineData("a(|x|y)b", "Axyb", "outside the conflict")]
    [InlineData("a(|x|y)b", "axyB", "outside the conflict")]
    [InlineData("a(|x|y)b", "axybc", "outside the conflict")]
    [InlineData("a(|x|y)b", "xyb", "outside the conflict")]
    [InlineData("a(|x|y)bcd(|v|w)e", "axybdvwe", "outside the conflict")]
    [InlineData("a(|x|y)b", "", "empty")]
    public void What_drops_or_changes_anything_else_is_refused_with_the_reason(string conflict, string answer, string reason)
    {
        var (text, refusal) = ConflictAnswer.For(Conflict(conflict), Lines(answer));
        Assert.Null(text);
        Assert.Contains(reason, refusal);
    }

    [Fact]
    public void Markers_are_refused_and_a_fence_around_all_of_it_is_taken_off()
    {
        var conflict = Conflict("a(|x|y)b");
        Assert.Equal("it holds conflict markers", ConflictAnswer.For(conflict, "a\n<<<<<<< one\nx\n=======\ny\n>>>>>>> two\nb\n").Refusal);
        Assert.Equal(Lines("axyb"), ConflictAnswer.For(conflict, "```text\na\nx\ny\nb\n```\n").Text);
        Assert.Equal(Lines("axyb"), ConflictAnswer.For(conflict, "a\nx\ny\nb").Text);
        Assert.NotNull(ConflictAnswer.For(conflict, "Here is the file:\na\nx\ny\nb\n").Refusal);
    }

    [Fact]
    public void Whatever_is_taken_has_every_added_line_and_every_agreed_line_in_order()
    {
        var some = Gen.ListOf(Gen.Elements('x', 'y', 'z', 'o')).Select(list => string.Concat(list.Take(3)));
        var trial = from before in some from ours in some from theirs in some from answer in Gen.ListOf(Gen.Elements('a', 'b', 'x', 'y', 'z', 'o')) select (before, ours, theirs, Answer: string.Concat(answer.Take(9)));
        var taken = 0;
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(trial.ToArbitrary(), t =>
        {
            // Half of the answers have what both sides have, and a little more.
            var answer = t.Answer.Length % 2 == 0 ? $"a{t.ours}{t.theirs}{t.Answer[..(t.Answer.Length / 4)]}b" : t.Answer;
            if (t.ours == t.theirs || ConflictAnswer.For(Conflict($"a({t.before}|{t.ours}|{t.theirs})b"), Lines(answer)).Text is null)
            {
                return;
            }

            taken++;
            Assert.Equal(('a', 'b'), (answer[0], answer[^1]));
            foreach (var line in "xyz")
            {
                int In(string text) => text.Count(c => c == line);
                Assert.True(In(answer) >= Math.Max(In(t.ours) - In(t.before), In(t.theirs) - In(t.before)));
                Assert.True(In(t.ours) >= In(t.before) && In(t.theirs) >= In(t.before) || In(answer) <= Math.Max(In(t.ours), In(t.theirs)));
            }
        }));
        Assert.True(taken > 5, $"only {taken} were taken");
    }

    private static string Lines(string letters) => string.Concat(letters.Select(letter => $"{letter}\n"));

    private static ConflictedText Conflict(string letters)
    {
        var text = letters.Aggregate("", (done, c) => done + c switch { '(' => "\u0001", ')' => ">>>>>>> branch\n", '|' => "\u0002", _ => $"{c}\n" });
        // Git writes ours, before, theirs.
        var parts = text.Split('\u0001');
        var marked = parts[0] + string.Concat(parts.Skip(1).Select(part =>
        {
            var end = part.IndexOf(">>>>>>>", StringComparison.Ordinal);
            var sides = part[..end].Split('\u0002');
            return $"<<<<<<< target\n{sides[1]}||||||| before\n{sides[0]}=======\n{sides[2]}{part[end..]}";
        }));
        return ConflictedText.Read(marked)!;
    }
}

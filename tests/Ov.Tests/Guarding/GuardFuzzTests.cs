using System.Runtime.InteropServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Agents;
using Ov.Core.Guarding;
using Ov.Core.Guarding.Shell;

namespace Ov.Tests.Guarding;

/// <summary>Whatever is thrown at the guard: it answers, soon, and a role that only reads never gets by what could not be read.</summary>
public sealed class GuardFuzzTests
{
    /// <summary>What it may cost as it is shipped; code that is not optimized takes several times as long, which shows in the longest texts only.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20), LongLimit =
#if DEBUG
        TimeSpan.FromMilliseconds(100);
#else
        Limit;
#endif

    private static readonly GuardCorpus Corpus = new("/box");

    private static readonly string[] Pieces =
    [
        "git push", "git ", "rm -rf ", "echo ", "sh -c ", "eval ", "xargs ", "find . -exec ", "env ", "cd ", "if ", "then ", "fi", "for x in ", "do ", "done", "while ", "case ", "esac", "function ", "in ",
        "$(", ")", "`", "'", "\"", "\\", "$", "${", "}", "{", "((", "))", "[[", "]]", "<<EOF\n", "\nEOF\n", "<<<", "<(", ">(", ">", ">>", "2>&1", "&>", "<", "|", "||", "&&", ";", ";;", "&", "\n", "\t", " ", "#",
        "*", "?", "[", "]", "!", "~", "=", "a=", "a+=(", "{a,b}", "{1..9}", "\0", "\r\n", "é", "日", "\uD800", "a", "b", "-", "--", "/", "..", "x.cs", "@", "%", "^", ":",
    ];

    private static Gen<string> Soup => Gen.Choose(0, 60).SelectMany(length => Gen.Elements(Pieces).ArrayOf(length)).Select(string.Concat);

    private static Gen<string> Broken => Gen.Elements(GuardCorpus.Cases.Select(one => Corpus.In(one.Text)).ToArray())
        .SelectMany(text => Gen.Choose(0, text.Length).SelectMany(at => Gen.Elements(Pieces).Select(piece => text.Insert(at, piece))));

    private static Gen<string> Noise => Gen.Choose(0, 400).SelectMany(length => Gen.Choose(0, 0x7F).ArrayOf(length)).Select(codes => string.Concat(codes.Select(code => (char)code)));

    private static Gen<string> Any => Gen.OneOf(Soup, Broken, Noise);

    [Fact]
    public void It_never_crashes_and_never_takes_longer_than_20_ms()
    {
        var slowest = (Took: TimeSpan.Zero, Text: "");
        Judge("echo warm | cat");
        Prop.ForAll(Any.ToArbitrary(), text =>
        {
            var took = Fastest(text);
            slowest = took > slowest.Took ? (took, text) : slowest;
            return true;
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(4000));
        Assert.True(slowest.Took < Limit, $"{slowest.Took.TotalMilliseconds} ms for: {slowest.Text}");
    }

    [Fact]
    public void Syntax_that_cannot_be_read_is_refused_to_readers() =>
        Prop.ForAll(Any.ToArbitrary(), text => !IsUnreadable(text) || (!Judge(text, "reviewer").IsAllowed && !Judge(text, "coordinator").IsAllowed))
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("$(", 3000)]
    [InlineData("((", 3000)]
    [InlineData("{a,b}", 400)]
    [InlineData("a[", 3000)]
    [InlineData("`", 3001)]
    [InlineData("\\", 5000)]
    [InlineData("<<E\n", 3000)]
    [InlineData("if ", 3000)]
    [InlineData("sh -c '", 2001)]
    [InlineData("eval ", 4000)]
    [InlineData("${a", 3000)]
    [InlineData("a=(", 3000)]
    [InlineData("$((", 2000)]
    [InlineData("f() { ", 2000)]
    [InlineData("echo a;", 1500)]
    [InlineData("for x in a b c d e f g h; do ", 30)]
    [InlineData("case a in a) ", 800)]
    [InlineData("cd a || ", 600)]
    public void A_text_made_to_be_slow_is_not(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        Judge(text);
        Assert.True(Fastest(text) < LongLimit, $"{Fastest(text).TotalMilliseconds} ms");
    }

    [Fact]
    public void A_long_heredoc_costs_no_more_than_its_length()
    {
        var body = new StringBuilder();
        for (var line = 0; line < 4000; line++)
        {
            body.Append("line ").Append(line).Append(" git push $x \"quoted\" `tick\n".Replace('`', '\''));
        }

        var text = $"cat > src/a.cs <<'EOF'\n{body}EOF\ngit add -A";
        Assert.True(Judge(text).IsAllowed);
        Assert.True(Fastest(text) < LongLimit, $"{Fastest(text).TotalMilliseconds} ms");
    }

    /// <summary>The best of a few tries, in time of this thread on a core: other programs share them.</summary>
    private static TimeSpan Fastest(string text)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5 && best > TimeSpan.FromMilliseconds(5); i++)
        {
            var began = Spent();
            Judge(text, i % 2 == 0 ? "builder" : "reviewer");
            var took = Spent() - began;
            best = took < best ? took : best;
        }

        return best;
    }

    private static TimeSpan Spent()
    {
        const int thread = 3;
        _ = ClockTime(thread, out var time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockTime(int clock, out SpentTime time);

    private readonly record struct SpentTime(long Seconds, long Nanoseconds);

    private static bool IsUnreadable(string text)
    {
        try
        {
            ShellUnwrap.Through(text, new ShellState(Corpus.Worktree, Corpus.Variables), (_, _) => { });
            return false;
        }
        catch (ShellSyntaxException)
        {
            return true;
        }
    }

    private static GuardVerdict Judge(string text, string role = "builder") => GuardDecision.Of(Corpus.Facts(role), new GuardCall.Shell("Bash", Corpus.Worktree, text));
}

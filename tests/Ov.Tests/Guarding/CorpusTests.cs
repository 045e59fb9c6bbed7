using Ov.Core.Guarding;

namespace Ov.Tests.Guarding;

/// <summary>The guard's verdicts, case by case.</summary>
public sealed class CorpusTests
{
    private static readonly GuardCorpus Corpus = new("/box");

    [Fact]
    public void Every_case_has_its_verdict()
    {
        var wrong = new List<string>();
        foreach (var one in GuardCorpus.Cases)
        {
            var verdict = GuardDecision.Of(Corpus.Facts(one.Role), Corpus.Call(one));
            if ((verdict.Rule?.Id ?? "allow") != one.Verdict)
            {
                wrong.Add($"{one}\n    should be {one.Verdict}, is {verdict.Rule?.Id ?? "allow"} {verdict.Reason}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void It_is_large_enough()
    {
        Assert.True(GuardCorpus.Cases.Select(one => one.Line).Distinct().Count() >= 400);
        Assert.All(GuardRules.All, rule => Assert.True(GuardCorpus.Cases.Where(one => one.Verdict == rule.Id).Select(one => one.Line).Distinct().Count() >= 15, rule.Id));
        Assert.All(GuardCorpus.Cases, one => Assert.True(one.Verdict == "allow" || GuardRules.All.Any(rule => rule.Id == one.Verdict), one.ToString()));
    }
}

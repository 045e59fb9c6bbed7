using Ov.Core.Agents;
using Ov.Core.Runtimes;

namespace Ov.Tests.Agents;

public sealed class TurnStreamTests
{
    [Fact]
    public void Of_endless_rubbish_only_the_beginning_is_told_and_what_can_be_read_always()
    {
        using var stream = new TurnStream(new Rubbish());
        for (var line = 0; line < 5000; line++)
        {
            stream.Line("{torn");
        }

        stream.Line("good");
        var facts = stream.Take();
        Assert.Equal(51, facts.OfType<TurnFact.Unread>().Count());
        Assert.Contains("in the turn's log", Assert.IsType<TurnFact.Unread>(facts[^2]).Line);
        Assert.Equal("good", Assert.IsType<TurnFact.Said>(facts[^1]).Text);
    }

    private sealed class Rubbish : ITurnReader
    {
        public void Line(string line, Action<TurnFact> tell) => tell(line == "good" ? new TurnFact.Said(line) : new TurnFact.Unread(line));

        public TurnFailure? Verdict(int exitCode, string lastWords) => null;
    }
}

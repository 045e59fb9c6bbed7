using System.Globalization;

namespace Ov.Core.Ledger;

/// <summary>The clock, ids and kill points that tests inject. They have no effect on a ledger that was not made by <c>init --test</c>.</summary>
public sealed class TestSeams
{
    private readonly KillPoint? _kill;
    private readonly TextWriter _lastWords;

    private TestSeams(TimeProvider clock, Ids ids, KillPoint? kill, TextWriter lastWords)
    {
        Clock = clock;
        Ids = ids;
        _kill = kill;
        _lastWords = lastWords;
    }

    public TimeProvider Clock { get; }

    public Ids Ids { get; }

    public static TestSeams None(TimeProvider clock) => new(clock, Ids.Random, null, TextWriter.Null);

    /// <summary><c>OV_TEST_CLOCK</c> holds an ISO time or the path of a file that holds one; <c>OV_TEST_KILL</c> names a kill point.</summary>
    public static TestSeams From(OvEnvironment environment) => new(
        environment.Variable("OV_TEST_CLOCK") is { } clock ? new TestClock(clock) : environment.Time,
        environment.Variable("OV_TEST_IDS") is null ? Ids.Random : Ids.Counting,
        environment.Variable("OV_TEST_KILL") is { } word && SnakeCase.TryParse<KillPoint>(word, out var point) ? point : null,
        environment.Error);

    public static bool Wanted(OvEnvironment environment) =>
        environment.Variable("OV_TEST_CLOCK") is not null || environment.Variable("OV_TEST_IDS") is not null
        || environment.Variable("OV_TEST_KILL") is not null;

    /// <summary>Ends this process without any clean-up when the tests asked for a crash here.</summary>
    public void Reach(KillPoint point)
    {
        if (_kill == point)
        {
            // Proves to the tests that this point was reached: a detached process has nobody to tell its exit status to.
            _lastWords.WriteLine($"OV_TEST_KILL {point.Word()}");
            _lastWords.Flush();
            Processes.Signals.KillSelf();
        }
    }

    private sealed class TestClock(string source) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(
            source.StartsWith('/') ? File.ReadAllText(source).Trim() : source, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }
}

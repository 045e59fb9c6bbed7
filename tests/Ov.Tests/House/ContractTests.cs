namespace Ov.Tests.House;

/// <summary>
/// What scripts, agents and people may rely on, each promise with the tests that would fail were it broken. Who changes a promise finds
/// here what else has to change; a test that is renamed or removed is missed here.
/// </summary>
public sealed partial class ContractTests
{
    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var missing = Promises().SelectMany(row => row.Tests.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(test => !SourceTree.Tests.Contains(test)).Select(test => $"'{row.Promise}': there is no test {test}"))
            .Concat(Promises().Where(row => row.Tests.Length == 0).Select(row => $"'{row.Promise}' has no test")).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void No_promise_stands_twice() => Assert.Equal(Promises().Select(row => row.Promise).Distinct(), Promises().Select(row => row.Promise));

    [Fact]
    public void The_docs_say_what_a_secret_does_not_guard_against() => Assert.Contains(
        "not against a hostile process of the same user", File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")), StringComparison.Ordinal);

    private static IReadOnlyList<(string Promise, string Tests)> Promises() =>
        [.. Shape, .. Streams, .. Exits, .. Identity, .. Surroundings, .. States, .. Names];
}

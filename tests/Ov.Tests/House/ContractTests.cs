using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

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
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Here(), "..", ".."), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            var classes = Class().Matches(text).Select(match => match.Groups[1].Value).ToList();
            known.UnionWith(Method().Matches(text).SelectMany(method => classes.Select(name => $"{name}.{method.Groups[1].Value}")));
        }

        var missing = Promises().SelectMany(row => row.Tests.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(test => !known.Contains(test)).Select(test => $"'{row.Promise}': there is no test {test}"))
            .Concat(Promises().Where(row => row.Tests.Length == 0).Select(row => $"'{row.Promise}' has no test")).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void No_promise_stands_twice() => Assert.Equal(Promises().Select(row => row.Promise).Distinct(), Promises().Select(row => row.Promise));

    [Fact]
    public void The_docs_say_what_a_secret_does_not_guard_against() => Assert.Contains(
        "not against a hostile process of the same user", File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "README.md")), StringComparison.Ordinal);

    private static IReadOnlyList<(string Promise, string Tests)> Promises() =>
        [.. Shape, .. Streams, .. Exits, .. Identity, .. Surroundings, .. States, .. Names];

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\[(?:Fact|Theory)[\s\S]{0,6000}?public (?:async Task|void) (\w+)\(")]
    private static partial Regex Method();

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

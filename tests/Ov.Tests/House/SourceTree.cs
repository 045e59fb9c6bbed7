using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Ov.Tests.House;

/// <summary>Where the sources lie, for tests that hold a rule over all of them or keep a generated text.</summary>
internal static partial class SourceTree
{
    /// <summary>The trait of a test that keeps a text made from the command definitions: README's table, reference, schemas.</summary>
    public const string Kind = "kind", Generated = "generated";

    /// <summary>Writes all of those anew.</summary>
    public const string Accept = "OV_SNAPSHOT=accept dotnet test --project tests/Ov.Tests --filter-trait kind=generated";

    public static string Root { get; } = Find();

    /// <summary>Accepting a generated text is a person's wish; a pipeline never does it.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>Each test as Class.Method, for tables that name what would fail were a rule broken.</summary>
    public static IReadOnlySet<string> Tests { get; } = FindTests();

    private static HashSet<string> FindTests()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/artifacts/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            var classes = Class().Matches(text).Select(match => match.Groups[1].Value).ToList();
            known.UnionWith(Method().Matches(text).SelectMany(method => classes.Select(name => $"{name}.{method.Groups[1].Value}")));
        }

        return known;
    }

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\[(?:Fact|Theory)[\s\S]{0,6000}?public (?:async Task|void) (\w+)\(")]
    private static partial Regex Method();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Ov.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

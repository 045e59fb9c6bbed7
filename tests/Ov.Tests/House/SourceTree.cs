using System.Runtime.CompilerServices;

namespace Ov.Tests.House;

/// <summary>Where the sources lie, for tests that hold a rule over all of them or keep a generated text.</summary>
internal static class SourceTree
{
    /// <summary>The trait of a test that keeps a text made from the command definitions: README's table, reference, schemas.</summary>
    public const string Kind = "kind", Generated = "generated";

    /// <summary>Writes all of those anew.</summary>
    public const string Accept = "OV_SNAPSHOT=accept dotnet test --project tests/Ov.Tests --filter-trait kind=generated";

    public static string Root { get; } = Find();

    /// <summary>Accepting a generated text is a person's wish; a pipeline never does it.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

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

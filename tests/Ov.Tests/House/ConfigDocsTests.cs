using System.Runtime.CompilerServices;
using Ov.Core.Config;

namespace Ov.Tests.House;

/// <summary>The page and the schema of the settings come from the table of keys. <c>OV_SNAPSHOT=accept dotnet test</c> writes them anew; CI never does.</summary>
public sealed class ConfigDocsTests
{
    [Fact]
    public void The_page_of_the_settings_is_the_one_of_the_table() => Compare("config.md", ConfigReference.Page());

    [Fact]
    public void The_schema_of_the_settings_is_the_one_of_the_table() => Compare("config.schema.json", ConfigSchema.Text());

    private static void Compare(string name, string wanted)
    {
        var file = Path.Combine(Docs(), name);
        if (Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(file, wanted);
        }

        Assert.True(File.Exists(file), $"docs/{name} is missing; OV_SNAPSHOT=accept writes it.");
        Assert.Equal(wanted, File.ReadAllText(file));
    }

    private static string Docs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs"));
}

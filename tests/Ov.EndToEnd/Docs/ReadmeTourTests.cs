using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Docs;

/// <summary>The tour in the README is what its commands really print; only commits, times and the sandbox's own folders may differ.</summary>
public sealed class ReadmeTourTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_tour_prints_what_the_README_shows()
    {
        var tour = Regex.Match(File.ReadAllText(Path.Combine(Root(), "README.md")), "<!-- tour -->.*?```console\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var shop = MakeShop();
        var token = Path.Combine(_sandbox.Root, "token");
        var played = new StringBuilder();
        foreach (var command in Regex.Matches(tour, @"^\$ ov (.*)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value))
        {
            var isInit = command.StartsWith("init", StringComparison.Ordinal);
            var run = _sandbox.Run(
                "sh", ["-c", $"ov {command}{(isInit ? $" --yes --token-file {token}" : "")}"], shop,
                variables: isInit ? null : new Dictionary<string, string> { ["OV_OPERATOR_TOKEN"] = File.ReadAllText(token).Trim() });
            Assert.Equal(0, run.ExitCode);
            played.Append($"$ ov {command}\n").Append(run.Stdout);
        }

        Assert.Equal(Scrub(tour), Scrub(Regex.Replace(played.ToString(), "^  Token .*\n", "", RegexOptions.Multiline)));
    }

    private string MakeShop()
    {
        var shop = Path.Combine(_sandbox.Root, "shop");
        Directory.CreateDirectory(Path.Combine(shop, "tests"));
        File.WriteAllText(Path.Combine(shop, "tests", "run.sh"), "[ -f shop.sh ]\n");
        File.WriteAllText(Path.Combine(shop, "shop.sh"), "echo shop\n");
        var agent = Path.Combine(shop, "agent.sh");
        File.WriteAllText(agent, "#!/bin/sh\ncat >/dev/null\necho 'echo --json' >>shop.sh\ngit commit -qam 'Add --json to export'\nov task done --summary 'export takes --json'\n");
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var words in new string[][] { ["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "A shop"] })
        {
            Assert.Equal(0, _sandbox.Run("git", words, shop).ExitCode);
        }

        return shop;
    }

    private string Scrub(string text) => Regex.Replace(
        text.Replace(_sandbox.Root + "/", "../", StringComparison.Ordinal),
        @"\b[0-9a-f]{12}\b|\d{8}-\d{6}-\d{3}|\b\d+s\b", "…");

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Ov.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

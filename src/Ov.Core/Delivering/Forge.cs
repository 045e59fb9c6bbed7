using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Delivering;

/// <summary>The program that speaks with the place where pull requests are made, and the words it takes.</summary>
/// <param name="Program"><c>gh</c> or <c>glab</c>.</param>
public sealed record Forge(string Program)
{
    private const string GitHub = "gh", GitLab = "glab";

    private bool IsGitLab => Program == GitLab;

    /// <summary>The remote's address tells which one; where it does not, the one that is installed.</summary>
    public static Forge Of(string url, Func<string, bool> isInstalled) =>
        url.Contains("gitlab", StringComparison.OrdinalIgnoreCase) ? new(GitLab)
        : url.Contains("github", StringComparison.OrdinalIgnoreCase) || isInstalled(GitHub) || !isInstalled(GitLab) ? new(GitHub)
        : new(GitLab);

    /// <summary>Asks for the open request from one branch to the other, as JSON.</summary>
    public IReadOnlyList<string> Find(string branch, string home) => IsGitLab
        ? ["mr", "list", "--source-branch", branch, "--target-branch", home, "--output", "json"]
        : ["pr", "list", "--head", branch, "--base", home, "--state", "open", "--json", "url"];

    /// <summary>Makes one, without a question.</summary>
    public IReadOnlyList<string> Create(string branch, string home, string title, string body) => IsGitLab
        ? ["mr", "create", "--source-branch", branch, "--target-branch", home, "--title", title, "--description", body, "--yes"]
        : ["pr", "create", "--head", branch, "--base", home, "--title", title, "--body", body];

    /// <summary>The address of the first request in an answer to <see cref="Find"/>; null when there is none.</summary>
    public string? Found(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Length == 0 ? "[]" : answer);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                ? first.Text(IsGitLab ? "web_url" : "url") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The address in an answer to <see cref="Create"/>: its last line that is one.</summary>
    public static string? Made(string answer) =>
        answer.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(line => line.StartsWith("https://", StringComparison.Ordinal) || line.StartsWith("http://", StringComparison.Ordinal));
}

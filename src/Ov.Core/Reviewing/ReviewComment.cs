using System.Globalization;
using System.Text;
using Ov.Core.Git;

namespace Ov.Core.Reviewing;

/// <summary>A word on one line of what would land.</summary>
/// <param name="Line">From 1.</param>
public sealed record ReviewComment(string Path, int Line, string Text)
{
    /// <param name="text">Such as <c>src/list.cs:12: Never null.</c></param>
    /// <returns>Null when it is not of that form.</returns>
    public static ReviewComment? Parse(string text)
    {
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            var end = text.IndexOf(':', colon + 1);
            if (end > 0 && int.TryParse(text.AsSpan(colon + 1, end - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0 && text[(end + 1)..].Trim() is { Length: > 0 } words)
            {
                return new ReviewComment(text[..colon], line, words);
            }
        }

        return null;
    }

    /// <exception cref="OvException">usage.</exception>
    public static ReviewComment Require(string text) => Parse(text) ?? throw new OvException(
        ErrorCode.Usage, $"'{text}' is no comment on a line.", "Write path:line: text, for example 'src/list.cs:12: Never null.'");

    /// <summary>The comment with the line that it is about.</summary>
    /// <exception cref="OvException">not-found for a file, usage for a line, that the commit does not have.</exception>
    public string Quoted(OvApp app, string tip, IReadOnlyList<string> changed)
    {
        var call = GitCall.Read(app.Project.CommonDir, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{tip}:{Path}");
        var found = app.Git.Run(call);
        if (found.ExitCode != 0)
        {
            throw new OvException(ErrorCode.NotFound, $"The branch has no file {Path}.{Nearest.Sentence(Path, changed)}", $"It changes: {string.Join(", ", changed.Take(10))}");
        }

        var lines = Encoding.UTF8.GetString(new GitTrees(app.Git).Blob(app.Project.CommonDir, found.Stdout.Trim()).Span).TrimEnd('\n').Split('\n');
        return Line <= lines.Length ? $"{Path}:{Line}: {Text}\n  > {lines[Line - 1].Trim()}" : throw new OvException(
            ErrorCode.Usage, $"{Path} has {lines.Length} {(lines.Length == 1 ? "line" : "lines")}, so there is no line {Line}.", "Lines count from 1, in the file as the branch has it.");
    }
}

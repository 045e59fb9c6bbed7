using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Docs;

/// <summary>What a page of the documentation tells its reader to type: one line, or the lines of one block in their order.</summary>
/// <param name="File">Relative to the source tree.</param>
/// <param name="Line">Where the first command stands.</param>
public sealed partial record DocExample(string File, int Line, IReadOnlyList<string> Commands)
{
    /// <summary>
    /// The commands in the console blocks (lines that begin with "$ ") of every page. What the reference shows of a command is an example
    /// each line; everywhere else, topics too, a block is one session. The README's tour has a test of its own, which also compares what is printed.
    /// </summary>
    public static IReadOnlyList<DocExample> All() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(OvBinary.SourceRoot, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(In)
            .DistinctBy(example => string.Join('\n', example.Commands)),
    ];

    /// <summary>The exit status that the example itself promises, in a comment such as <c># exit 4</c>.</summary>
    public static int ExitOf(string command) => Promise().Match(command) is { Success: true } match ? int.Parse(match.Groups[1].Value, null) : 0;

    public override string ToString() => $"{File}:{Line}";

    private static IEnumerable<DocExample> In(string path)
    {
        var file = Path.GetRelativePath(OvBinary.SourceRoot, path).Replace('\\', '/');
        var (block, start, inside) = (new List<string>(), 0, false);
        var (number, isTopic) = (0, file != "docs/reference.md");
        foreach (var line in System.IO.File.ReadLines(path))
        {
            number++;
            isTopic |= line == "## Topics";
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (inside && block.Count > 0)
                {
                    foreach (var example in Split(file, start, block, isTopic))
                    {
                        yield return example;
                    }
                }

                inside = !inside && line.TrimEnd() == "```console";
                block = [];
            }
            else if (inside && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                start = block.Count == 0 ? number : start;
                block.Add(line[2..]);
            }
        }
    }

    private static IEnumerable<DocExample> Split(string file, int start, List<string> block, bool isSession) => isSession
        ? [new DocExample(file, start, block)]
        : block.Select((command, i) => new DocExample(file, start + i, [command]));

    [GeneratedRegex(@"#.*\bexit (\d+)")]
    private static partial Regex Promise();
}

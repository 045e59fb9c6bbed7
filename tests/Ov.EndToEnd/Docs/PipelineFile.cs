namespace Ov.EndToEnd.Docs;

/// <summary>One block of shell in a pipeline's file.</summary>
/// <param name="Always">Runs even when an earlier one failed.</param>
internal sealed record PipelineBlock(string Name, string Script, bool Always);

/// <summary>Reads as much YAML as the examples use: their blocks of shell in order, and single values.</summary>
internal static class PipelineFile
{
    public static IReadOnlyList<PipelineBlock> Blocks(string[] lines)
    {
        var blocks = new List<PipelineBlock>();
        var (name, always) = ("", false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("- name: ", StringComparison.Ordinal))
            {
                (name, always) = (line["- name: ".Length..], false);
            }
            else if (line is "before_script:" or "script:" or "after_script:")
            {
                (name, always) = (line.TrimEnd(':'), line == "after_script:");
            }
            else if (line == "if: always()")
            {
                always = true;
            }
            else if (line is "run: |" or "- |")
            {
                blocks.Add(new PipelineBlock(name, Block(lines, i), always));
            }
        }

        return blocks;
    }

    public static string Value(string[] lines, string key) =>
        lines.Select(line => line.Trim()).First(line => line.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..].Replace("$$", "$", StringComparison.Ordinal);

    private static string Block(string[] lines, int head)
    {
        var indent = lines[head].Length - lines[head].TrimStart().Length;
        var body = lines.Skip(head + 1).TakeWhile(line => line.Trim().Length == 0 || line.Length - line.TrimStart().Length > indent).ToList();
        var inner = body[0].Length - body[0].TrimStart().Length;
        return string.Concat(body.Select(line => (line.Length >= inner ? line[inner..] : "") + "\n"));
    }
}

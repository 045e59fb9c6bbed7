namespace Ov.Core.Guarding;

/// <summary>The files that a patch in an agent's own patch format names: such a tool call has no field for them.</summary>
internal static class PatchText
{
    private static readonly string[] Marks = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "];

    public static List<string> Paths(string text)
    {
        var paths = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            foreach (var mark in Marks)
            {
                if (line.StartsWith(mark, StringComparison.Ordinal) && line[mark.Length..].Trim() is { Length: > 0 } path)
                {
                    paths.Add(path);
                }
            }
        }

        return paths;
    }
}

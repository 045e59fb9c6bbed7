namespace Ov.Core.Config;

/// <summary>
/// Changes one value in the text of a YAML file: comments, order, quotes and blank lines of everything else stay as they are. A form that
/// it does not understand is refused, never guessed at: afterwards the text is read again, and must say what it said but for that value.
/// </summary>
internal static class YamlEdit
{
    /// <param name="value">As YAML, on one line.</param>
    /// <returns>The new text, or null when this form of file cannot be changed by machine.</returns>
    public static string? Set(string text, string path, string value) =>
        Checked(text, Written(text, path.Split('.'), value), path, YamlFacts.Of(Nested(path.Split('.'), 0, value, flow: true, "")));

    /// <summary>Takes the key away; a section that would be left empty goes with it.</summary>
    public static string? Unset(string text, string path) => Checked(text, Removed(text, path.Split('.')), path, new Dictionary<string, string>());

    private static string? Checked(string old, string? changed, string path, IReadOnlyDictionary<string, string>? wanted)
    {
        if (changed is null || wanted is null || YamlFacts.Of(old) is not { } before || YamlFacts.Of(changed) is not { } after)
        {
            return null;
        }

        var expected = before.Where(fact => !YamlFacts.IsAt(fact.Key, path)).Concat(wanted).ToDictionary();
        return expected.Count == after.Count && expected.All(fact => after.GetValueOrDefault(fact.Key) == fact.Value) ? changed : null;
    }

    private static string? Written(string text, string[] words, string value)
    {
        if (YamlOutline.Of(text) is not { IsEmpty: false } root)
        {
            return WithBreak(text) + Nested(words, 0, value, flow: false, "");
        }

        var (box, depth, inside) = (root, 0, (YamlEntry?)null);
        while (depth < words.Length && box.Entries?.FirstOrDefault(entry => entry.Name == words[depth]) is { } next)
        {
            (box, inside, depth) = (next.Value, next, depth + 1);
        }

        return depth == words.Length ? Replaced(text, inside!, value)
            : box.IsEmpty && inside is not null ? Below(text, LineEnd(text, inside.Colon), words, depth, value, inside.Column + 2)
            : box.Entries is not { } entries ? null
            : !box.IsBlock ? IntoFlow(text, box, entries, Nested(words, depth, value, flow: true, ""))
            : box == root ? WithBreak(text) + Nested(words, depth, value, flow: false, new string(' ', entries[0].Column))
            : Below(text, LineEnd(text, box.End), words, depth, value, entries[0].Column);
    }

    private static string Replaced(string text, YamlEntry entry, string value)
    {
        var old = entry.Value;
        if (old.IsEmpty)
        {
            return text.Insert(entry.Colon, " " + value);
        }

        if (!old.IsBlock)
        {
            return text[..old.Start] + value + text[old.End..];
        }

        // A block begins on a line of its own; a comment behind the colon is the key's and stays.
        var rest = text[..LineStart(text, old.Start)] + Tail(text, old.End);
        return rest.Insert(entry.Colon, " " + value);
    }

    private static string Below(string text, int at, string[] words, int depth, string value, int column)
    {
        var lines = Nested(words, depth, value, flow: false, new string(' ', column));
        return at < text.Length ? text.Insert(at + 1, lines) : WithBreak(text) + lines;
    }

    private static string IntoFlow(string text, YamlOutline box, IReadOnlyList<YamlEntry> entries, string entry) =>
        entries.Count == 0 ? text.Insert(box.Start + 1, entry) : text.Insert(entries[^1].Value.End, ", " + entry);

    private static string? Removed(string text, string[] words)
    {
        var (box, trail) = (YamlOutline.Of(text), new List<(YamlOutline Box, int Index)>());
        foreach (var word in words)
        {
            var index = box?.Entries?.ToList().FindIndex(entry => entry.Name == word) ?? -1;
            if (index < 0)
            {
                return text;
            }

            trail.Add((box!, index));
            box = box!.Entries![index].Value;
        }

        var level = trail.Count - 1;
        while (level > 0 && trail[level].Box.Entries!.Count == 1)
        {
            level--;
        }

        var ((map, at), entries) = (trail[level], trail[level].Box.Entries!);
        if (map.IsBlock)
        {
            return text[..LineStart(text, entries[at].At)] + Tail(text, entries[at].Value.End);
        }

        return at + 1 < entries.Count ? text.Remove(entries[at].At, entries[at + 1].At - entries[at].At)
            : at > 0 ? text.Remove(entries[at - 1].Value.End, entries[at].Value.End - entries[at - 1].Value.End)
            : text.Remove(entries[at].At, entries[at].Value.End - entries[at].At);
    }

    private static string Nested(string[] words, int depth, string value, bool flow, string indent)
    {
        if (flow)
        {
            return words.Skip(depth).Reverse().Aggregate("", (inner, word) => inner.Length == 0 ? $"{word}: {value}" : $"{word}: {{{inner}}}");
        }

        var lines = words.Skip(depth).Select((word, index) => $"{indent}{new string(' ', index * 2)}{word}:");
        return $"{string.Join('\n', lines)} {value}\n";
    }

    private static int LineStart(string text, int at) => text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', Math.Min(at, text.Length)) is var end and >= 0 ? end : text.Length;

    private static string Tail(string text, int end) => LineEnd(text, end) is var at && at < text.Length ? text[(at + 1)..] : "";

    private static string WithBreak(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
}

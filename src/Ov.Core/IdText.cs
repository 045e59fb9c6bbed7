namespace Ov.Core;

/// <summary>Ids as people type them: whole, or a unique prefix of the random part.</summary>
public static class IdText
{
    /// <summary>True when <paramref name="text"/> is a prefix (at least 2 characters) of the id's random part, with or without the kind.</summary>
    public static bool HasPrefix(string id, string text)
    {
        var dash = id.LastIndexOf('-');
        var random = id[(dash + 1)..];
        var asked = text.StartsWith(id[..(dash + 1)], StringComparison.Ordinal) ? text[(dash + 1)..] : text;
        return asked.Length >= 2 && random.StartsWith(asked, StringComparison.Ordinal);
    }
}

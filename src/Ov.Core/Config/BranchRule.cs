namespace Ov.Core.Config;

/// <summary>Refuses branch names git would refuse, or that it would take for an option.</summary>
internal static class BranchRule
{
    private static readonly string[] Fields = ["{agent}", "{number}", "{slug}", "{run}"];

    public static bool Allows(string name) =>
        name.Length is > 0 and <= 200
        && name[0] is not ('-' or '/' or '.')
        && name[^1] is not ('/' or '.')
        && !name.Any(c => char.IsControl(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.Contains("/.", StringComparison.Ordinal)
        && name != "@"
        && !name.Split('/').Any(part => part.EndsWith(".lock", StringComparison.Ordinal));

    /// <summary>A template must name the agent, or two agents would want one branch.</summary>
    public static bool AllowsTemplate(string template)
    {
        var filled = Fields.Aggregate(template, (text, field) => text.Replace(field, "x", StringComparison.Ordinal));
        return template.Contains("{agent}", StringComparison.Ordinal) && !filled.Contains('{') && !filled.Contains('}') && Allows(filled);
    }
}

using System.Text;

namespace Ov.Core.RoleTexts;

/// <summary>How each built-in role works, in our own words. What code enforces is not in them.</summary>
public static class BuiltInRoles
{
    private const string Prefix = "roles/";

    public static IReadOnlyList<string> Names { get; } =
        ["coordinator", "orchestrator", "lead", "scout", "builder", "reviewer", "tester", "merger", "planner", "monitor"];

    /// <summary>The text of a role; null for one that is not built in.</summary>
    public static string? Text(string role)
    {
        using var stream = typeof(BuiltInRoles).Assembly.GetManifestResourceStream(Prefix + role);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

namespace Ov.Core.Config;

/// <summary>Reads <c>env</c>: a map from a variable's name to its template.</summary>
internal static class EnvReader
{
    private const int LongestValue = 4096;

    /// <summary>Ours, git's, and those with which a repository could make programs load its own code before anybody approved it.</summary>
    private static readonly string[] Reserved =
    [
        "PATH", "HOME", "SHELL", "ENV", "IFS", "BASH_ENV", "NODE_OPTIONS", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PERL5LIB", "PERL5OPT", "RUBYLIB", "RUBYOPT",
        "JAVA_TOOL_OPTIONS", "DOTNET_STARTUP_HOOKS",
    ];

    private static readonly string[] ReservedPrefixes = ["OVERSTORY_", "OV_", "GIT_", "LD_", "DYLD_"];

    public static IReadOnlyDictionary<string, string> Variables(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map from a variable's name to its value");
            return variables;
        }

        foreach (var (name, value) in map.Entries)
        {
            if (FaultOf(name, value) is { } fault)
            {
                complaints.Error(value, $"{key}.{name}", $"{key}.{Visible.Text(name)} {fault}.");
            }
            else
            {
                variables[name] = ((ConfigScalar)value).Text;
            }
        }

        return variables;
    }

    private static string? FaultOf(string name, ConfigNode value)
    {
        if (!IsName(name))
        {
            return "is no name of a variable: letters, digits and _ only, a letter first";
        }

        if (Reserved.Contains(name) || ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return "is reserved: set it in your own shell if you need it";
        }

        if (value is not ConfigScalar scalar)
        {
            return $"must be a text, not {value.Shown}";
        }

        return scalar.Text.Contains('\0') || scalar.Text.Length > LongestValue ? $"must be a text of at most {LongestValue} characters" : EnvTemplate.FaultOf(scalar.Text);
    }

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}

namespace Ov.Core.Config;

/// <summary>Reads <c>roles</c>: a map from a role's name to what differs from its built-in rules.</summary>
internal static class RoleReader
{
    private static readonly string[] Words = ["canSpawn", "readOnly", "prompt", "model", "tools", "implicitCompletion", .. BudgetReader.Words];

    public static IReadOnlyDictionary<string, RoleOverride> Roles(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var roles = new Dictionary<string, RoleOverride>();
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map from role to its rules");
            return roles;
        }

        foreach (var (name, rules) in map.Entries.Where(e => !e.Value.IsEmpty))
        {
            if (!Expect.IsName(name))
            {
                complaints.Error(rules, $"{key}.{name}", $"{key} holds \"{name}\", which is no role name: letters, digits, - and _ only.");
            }
            else if (rules is ConfigMap words)
            {
                roles[name] = Role(words, $"{key}.{name}", complaints);
            }
            else
            {
                complaints.Wrong(rules, $"{key}.{name}", $"a map with {string.Join(", ", Words[..^1])} or {Words[^1]}");
            }
        }

        return roles;
    }

    private static RoleOverride Role(ConfigMap rules, string key, ConfigComplaints complaints)
    {
        BudgetReader.Known(rules, key, Words, complaints);
        var canSpawn = rules.Entries.GetValueOrDefault("canSpawn") is { IsEmpty: false } spawn
            ? Expect.Texts("a role's name", Expect.IsName)(spawn, $"{key}.canSpawn", complaints) : null;
        bool? readOnly = rules.Entries.GetValueOrDefault("readOnly") is { IsEmpty: false } reads
            ? Expect.Boolean(reads, $"{key}.readOnly", complaints) : null;
        return new(canSpawn, readOnly, rules.Origin)
        {
            Prompt = Text(rules, key, "prompt", complaints), Model = Text(rules, key, "model", complaints),
            Budget = BudgetReader.Of(rules, key, complaints),
            ImplicitCompletion = rules.Entries.GetValueOrDefault("implicitCompletion") is { IsEmpty: false } implicitly && Expect.Boolean(implicitly, $"{key}.implicitCompletion", complaints),
            Tools = rules.Entries.GetValueOrDefault("tools") is { IsEmpty: false } tools ? Expect.Texts("a tool's name", Expect.IsOneLine)(tools, $"{key}.tools", complaints) : null,
        };
    }

    private static string? Text(ConfigMap rules, string key, string word, ConfigComplaints complaints)
    {
        var text = rules.Entries.GetValueOrDefault(word) is { IsEmpty: false } value ? Expect.Text("a text on one line", Expect.IsOneLine)(value, $"{key}.{word}", complaints) : null;
        return text is { Length: > 0 } ? text : null;
    }
}

using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Redacting;

/// <summary>
/// Takes secrets out of texts: those of well-known shapes and the values of variables that are named like a secret, or that <c>redact:</c> of the
/// configuration names. What <c>env:</c> gives to agents, checks and gates is among the variables of their processes, and so are those names.
/// </summary>
/// <param name="variables">The environment of the process, or of the one whose text this is.</param>
public sealed class Redactor(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Names of variables, with commas between them: what is theirs is secret whatever it looks like.</summary>
    public const string NamesVariable = "OVERSTORY_REDACT";

    private const int ShortestSecret = 6;

    /// <summary>
    /// Knows what the settings call secret, too. The processes of agents have those names in their environment, and what only logs their calls reads
    /// no settings.
    /// </summary>
    internal static Redactor Of(OvApp app)
    {
        if (app.Environment.Variable("OVERSTORY_AGENT_NAME") is not null || app.Durability == Durability.Relaxed || !app.HasLedger)
        {
            return new Redactor(app.Environment.Variables);
        }

        var all = new Dictionary<string, string>(app.Environment.Variables);
        foreach (var (name, value) in app.Config.Setting(ConfigKeys.Env).Found)
        {
            all[$"env:{name}"] = value;
        }

        all[NamesVariable] = string.Join(',', app.Config.Setting(ConfigKeys.Redact).Found.SelectMany(name => new[] { name, $"env:{name}" }));
        return new Redactor(all);
    }

    /// <summary>Of one that is named. What is shorter stands in too many words.</summary>
    private const int ShortestNamed = 4;

    private static readonly string[] Telling = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL"];

    private IReadOnlyList<string>? _values;

    private string[] Named { get; } = variables.TryGetValue(NamesVariable, out var names) ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    private IReadOnlyList<string> Values => _values ??= [.. variables.Where(variable => IsNamed(variable.Key, variable.Value) || IsSecret(variable.Key, variable.Value)).Select(variable => variable.Value).OrderByDescending(value => value.Length)];

    /// <summary>Of what programs print and are told.</summary>
    public string Of(string text) => Redaction.Of(WithoutValues(text));

    /// <summary>Of what somebody wrote, see <see cref="Redaction.OfTokens"/>.</summary>
    public string OfWords(string text) => Redaction.OfTokens(WithoutValues(text));

    public string WithoutValues(string text)
    {
        foreach (var value in Values)
        {
            text = text.Replace(value, Redaction.Mark, StringComparison.Ordinal);
        }

        return text;
    }

    private bool IsNamed(string name, string value) => value.Length >= ShortestNamed && Named.Contains(name);

    /// <summary>A number is a limit, not a secret, and a path leads to one.</summary>
    private static bool IsSecret(string name, string value) =>
        value.Length >= ShortestSecret && value[0] != '/' && !value.All(char.IsAsciiDigit) && Telling.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}

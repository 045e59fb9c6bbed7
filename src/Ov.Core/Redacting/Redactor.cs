namespace Ov.Core.Redacting;

/// <summary>
/// Takes secrets out of texts: those of well-known shapes and the values of variables that are named like a secret. What <c>env:</c> of the
/// configuration gives to agents, checks and gates is among the variables of their processes.
/// </summary>
/// <param name="variables">The environment of the process, or of the one whose text this is.</param>
public sealed class Redactor(IReadOnlyDictionary<string, string> variables)
{
    private const int ShortestSecret = 6;

    private static readonly string[] Telling = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL"];

    private IReadOnlyList<string>? _values;

    private IReadOnlyList<string> Values => _values ??= [.. variables.Where(variable => IsSecret(variable.Key, variable.Value)).Select(variable => variable.Value).OrderByDescending(value => value.Length)];

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

    /// <summary>A number is a limit, not a secret, and a path leads to one.</summary>
    private static bool IsSecret(string name, string value) =>
        value.Length >= ShortestSecret && value[0] != '/' && !value.All(char.IsAsciiDigit) && Telling.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}

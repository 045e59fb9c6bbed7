using System.Globalization;
using System.Text.RegularExpressions;
using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Names of agents (contract, "Ids and names"): unique among live agents, compared without case.</summary>
public static partial class AgentName
{
    private static readonly string[] Reserved = [Caller.OperatorName, "orchestrator", "system", "watch", "unidentified"];

    /// <summary>A name somebody chose.</summary>
    /// <exception cref="OvException">usage, name-taken.</exception>
    public static string Require(Sql sql, string asked)
    {
        var name = asked.ToLowerInvariant();
        if (!Form().IsMatch(name))
        {
            throw new OvException(ErrorCode.Usage, $"'{asked}' is no agent name.", "A name has letters, digits and '-', begins with a letter or digit and is at most 41 long.");
        }

        if (Reserved.Contains(name))
        {
            throw new OvException(ErrorCode.Usage, $"The name '{name}' is reserved.", "Choose another with --name.");
        }

        return AgentStore.Live(sql, name) is { } live
            ? throw new OvException(ErrorCode.NameTaken, $"Agent name \"{name}\" is already in use (state: {live.State.Word()}).", "Choose another with --name, or stop that agent first.")
            : name;
    }

    /// <summary><c>builder-3</c> for task 3, then <c>builder-3-2</c> and so on.</summary>
    public static string Make(Sql sql, string role, int number)
    {
        var stem = Cut(NotLetters().Replace(role.ToLowerInvariant(), "-").Trim('-'), 28);
        var name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        for (var copy = 2; AgentStore.Live(sql, name) is not null; copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}-{copy}");
        }

        return name;
    }

    /// <summary><c>builder-login-2</c>: the second builder, about a login. So are those named that are started together for parts of a whole (S3-35).</summary>
    public static string ForPart(Sql sql, string role, string title)
    {
        var stem = string.Join('-', new[] { Cut(NotLetters().Replace(role.ToLowerInvariant(), "-").Trim('-'), 20), KeywordOf(title) }.OfType<string>());
        var n = AgentStore.CountOfRole(sql, role) + 1;
        while (AgentStore.Live(sql, Numbered()) is not null)
        {
            n++;
        }

        return Numbered();

        string Numbered() => string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
    }

    /// <summary>The first word that tells one task from another; null where none does.</summary>
    internal static string? KeywordOf(string title) => NotLetters().Split(title.ToLowerInvariant()).Where(word => word.Length >= 4 && !Common.Contains(word)).Select(word => Cut(word, 12)).FirstOrDefault();

    /// <summary>What is done to things, and words between words.</summary>
    private static readonly string[] Common =
    [
        "about", "adapt", "adjust", "after", "allow", "also", "before", "build", "change", "check", "choose", "clean", "create", "delete", "describe", "every", "explain", "explore", "extend", "find", "from", "handle",
        "have", "implement", "improve", "into", "investigate", "look", "make", "mend", "move", "must", "never", "only", "plan", "provide", "refactor", "remove", "rename", "repair", "replace", "review", "rewrite",
        "show", "split", "such", "support", "tell", "test", "that", "their", "them", "then", "these", "this", "through", "under", "update", "verify", "when", "where", "which", "while", "with", "without", "write",
    ];

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd('-');

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}$")]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotLetters();
}

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

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd('-');

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}$")]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotLetters();
}

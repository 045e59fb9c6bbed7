using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Makes and revokes operator tokens by name; each name has at most one that is valid.</summary>
public static class OperatorTokens
{
    private const int LongestName = 60;

    /// <exception cref="OvException">usage.</exception>
    public static string RequireName(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is 0 or > LongestName || trimmed.Any(char.IsControl)
            ? throw new OvException(ErrorCode.Usage, $"A token's name is one line of 1 to {LongestName} characters.", "For example: ov token create ci")
            : trimmed;
    }

    /// <returns>The new token, which cannot be read back.</returns>
    /// <exception cref="OvException">name-taken.</exception>
    public static string Create(Tx tx, string name) => OperatorTokenStore.All(tx.Sql).Any(token => token.Name == name && token.RevokedAt is null)
        ? throw new OvException(ErrorCode.NameTaken, $"There is a valid token named {name} already.", $"Choose another name, or revoke that one: ov token revoke {name}")
        : OperatorTokenStore.Create(tx, name);

    /// <returns>How many were revoked.</returns>
    /// <exception cref="OvException">not-found with the nearest name.</exception>
    public static int Revoke(Tx tx, string name)
    {
        var revoked = OperatorTokenStore.Revoke(tx, name);
        if (revoked == 0)
        {
            var valid = OperatorTokenStore.All(tx.Sql).Where(token => token.RevokedAt is null).Select(token => token.Name);
            throw new OvException(ErrorCode.NotFound, $"There is no valid token named '{name}'.{Nearest.Sentence(name, valid)}", "See 'ov token list'.");
        }

        tx.Record(new EventDraft("token.revoked") { Actor = Caller.OperatorName, Text = name });
        return revoked;
    }
}

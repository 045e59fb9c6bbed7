using Ov.Core.Ledger;

namespace Ov.Core.Gates;

/// <summary>Which gate a word on the command line means.</summary>
public static class GateFinder
{
    private const string Kind = "gate-";

    /// <summary>By id, or a unique prefix of its random part.</summary>
    /// <exception cref="OvException">not-found with the nearest, ambiguous-id.</exception>
    public static GateRecord Require(Sql sql, string text)
    {
        var random = text.StartsWith(Kind, StringComparison.Ordinal) ? text[Kind.Length..] : text;
        var fits = GateStore.ById(sql, text) is { } exact ? [exact] : random.Length >= 2 ? GateStore.Beginning(sql, Kind + random, 5) : [];
        return fits.Count switch
        {
            1 => fits[0],
            0 => throw new OvException(ErrorCode.NotFound, $"There is no gate '{text}'.{Nearest.Sentence(text, GateStore.Newest(sql, null, 200).Select(gate => gate.Id))}", "See 'ov gate list'."),
            _ => throw new OvException(ErrorCode.AmbiguousId, $"'{text}' fits several gates: {string.Join(", ", fits.Select(gate => gate.Id))}."),
        };
    }
}

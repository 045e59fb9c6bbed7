namespace Ov.Core.Runtimes;

/// <summary>What a provider's refusal means, from its HTTP status or, where only words are given, from those.</summary>
internal static class FailureWords
{
    private static readonly (string Word, TurnFailureKind Kind)[] Known =
    [
        ("context_length_exceeded", TurnFailureKind.ContextFull), ("context window", TurnFailureKind.ContextFull), ("prompt is too long", TurnFailureKind.ContextFull),
        ("usage limit", TurnFailureKind.Limit), ("rate limit", TurnFailureKind.Limit), ("rate_limit", TurnFailureKind.Limit), ("overloaded", TurnFailureKind.Limit), ("quota", TurnFailureKind.Limit),
        ("429", TurnFailureKind.Limit), ("529", TurnFailureKind.Limit),
        ("401", TurnFailureKind.Login), ("403", TurnFailureKind.Login), ("authentication_error", TurnFailureKind.Login), ("not logged in", TurnFailureKind.Login), ("api key", TurnFailureKind.Login),
        ("invalid_request_error", TurnFailureKind.Refused), ("400 ", TurnFailureKind.Refused), ("404 ", TurnFailureKind.Refused),
    ];

    public static TurnFailure Failure(string words, long status = 0) => new(Kind(words, status), words);

    private static TurnFailureKind Kind(string words, long status = 0)
    {
        var known = Array.Find(Known, one => words.Contains(one.Word, StringComparison.OrdinalIgnoreCase));
        return status switch
        {
            401 or 403 => TurnFailureKind.Login,
            429 or 529 => TurnFailureKind.Limit,
            400 or 404 or 413 => known.Kind == TurnFailureKind.ContextFull ? TurnFailureKind.ContextFull : TurnFailureKind.Refused,
            _ => known.Word is null ? TurnFailureKind.Process : known.Kind,
        };
    }
}

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

    /// <summary>Said with the status of a limit too, and no waiting mends it: somebody has to pay.</summary>
    private static readonly string[] OutOfCredit = ["insufficient_quota", "credit balance", "billing", "payment required", "out of credit"];

    public static TurnFailure Failure(string words, long status = 0) => new(Kind(words, status), words);

    private static TurnFailureKind Kind(string words, long status = 0)
    {
        // One provider says the same of a limit of the minute, and then when to come again.
        if (Array.Exists(OutOfCredit, Says) && !Says("retry in") && !Says("try again"))
        {
            return TurnFailureKind.Refused;
        }

        var known = Array.Find(Known, one => words.Contains(one.Word, StringComparison.OrdinalIgnoreCase));
        return status switch
        {
            401 or 403 => TurnFailureKind.Login,
            402 => TurnFailureKind.Refused,
            429 or 529 => TurnFailureKind.Limit,
            400 or 404 or 413 => known.Kind == TurnFailureKind.ContextFull ? TurnFailureKind.ContextFull : TurnFailureKind.Refused,
            _ => known.Word is null ? TurnFailureKind.Process : known.Kind,
        };

        bool Says(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}

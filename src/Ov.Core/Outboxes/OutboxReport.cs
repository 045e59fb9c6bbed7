namespace Ov.Core.Outboxes;

/// <summary>Of a request that says that work is finished: then the work has to be committed first.</summary>
public static class OutboxReport
{
    private static readonly string[] Types = ["worker_done", "result", "merge_ready"];

    /// <summary>The message of that commit; null for any other request.</summary>
    public static string? Message(OutboxRequest request) => request.Verb switch
    {
        "task done" => Value(request.Words, "--summary") ?? "",
        "mail send" when Types.Contains(Value(request.Words, "--type")) =>
            $"{Value(request.Words, "--subject")}\n\n{(Value(request.Words, "--body") is var body && body == "-" ? request.Input : body)}",
        _ => null,
    };

    private static string? Value(IReadOnlyList<string> words, string option)
    {
        var end = words.TakeWhile(word => word != "--").Count();
        for (var i = 2; i < end - 1; i++)
        {
            if (words[i] == option)
            {
                return words[i + 1];
            }
        }

        return null;
    }
}

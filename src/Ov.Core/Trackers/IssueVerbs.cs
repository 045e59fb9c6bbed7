namespace Ov.Core.Trackers;

/// <summary>The calls that change an issue, in the verbs that Seeds and Beads share.</summary>
internal static class IssueVerbs
{
    /// <param name="now">The issue as it is.</param>
    /// <param name="change">Only what differs.</param>
    /// <param name="sayable">How the program takes a text.</param>
    /// <returns>Each with what it does, for a refusal.</returns>
    public static IEnumerable<(string What, string[] Words)> Of(TrackerIssue now, IssueChange change, Func<string, string> sayable)
    {
        if (Fields(change, sayable) is { Count: > 0 } fields)
        {
            yield return ("change the issue", ["update", now.Id, .. fields]);
        }

        var needs = change.Needs ?? now.Needs;
        foreach (var need in needs.Except(now.Needs))
        {
            yield return ("add a dependency", ["dep", "add", now.Id, need]);
        }

        foreach (var need in now.Needs.Except(needs))
        {
            yield return ("take a dependency away", ["dep", "remove", now.Id, need]);
        }

        if (change.Status == IssueStatus.Closed)
        {
            yield return ("close the issue", ["close", now.Id, $"--reason={sayable(change.Reason)}"]);
        }
    }

    private static List<string> Fields(IssueChange change, Func<string, string> sayable)
    {
        List<string> fields = [];
        void Add(string option, string? text) => fields.AddRange(text is null ? [] : [$"{option}={sayable(text)}"]);
        Add("--title", change.Title);
        Add("--description", change.Body);
        Add("--priority", change.Priority is { } priority ? TrackerWords.Number(priority) : null);
        Add("--status", change.Status switch { null or IssueStatus.Closed => null, IssueStatus.InProgress => "in_progress", IssueStatus.Blocked => "blocked", _ => "open" });
        return fields;
    }
}

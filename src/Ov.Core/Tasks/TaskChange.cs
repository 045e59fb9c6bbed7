namespace Ov.Core.Tasks;

/// <summary>What an edit changes; null leaves it as it is.</summary>
/// <param name="Needs">The whole new list; empty takes all of them away.</param>
/// <param name="Reason">Why; kept in the event.</param>
/// <param name="Metadata">The facts that change, each as <c>key=value</c>; an empty value takes one away.</param>
public sealed record TaskChange(
    string? Title = null, string? Body = null, IReadOnlyList<string>? Needs = null, IReadOnlyList<string>? Scope = null,
    IReadOnlyList<string>? Criteria = null, TaskPriority? Priority = null, string? Role = null, string? Reason = null, IReadOnlyList<string>? Metadata = null)
{
    /// <summary>The words of what it touches.</summary>
    public IReadOnlyList<string> Fields
    {
        get
        {
            (string Name, object? Value)[] all =
                [("title", Title), ("body", Body), ("needs", Needs), ("scope", Scope), ("criteria", Criteria), ("priority", Priority), ("role", Role), ("metadata", Metadata)];
            return [.. all.Where(named => named.Value is not null).Select(named => named.Name)];
        }
    }
}

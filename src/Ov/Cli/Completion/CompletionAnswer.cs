using Ov.Core.Completing;

namespace Ov.Cli.Completion;

/// <summary>Whether the shell adds paths of its own: it knows them better than we do.</summary>
internal enum PathWanted
{
    None,
    Files,
    Folders,
}

/// <summary>What a shell is told.</summary>
/// <param name="Words">What the part after the lead may become.</param>
/// <param name="Lead">The part of the word at the cursor that stays.</param>
/// <param name="Prefix">What is typed after the lead: paths begin with it.</param>
internal sealed record CompletionAnswer(IReadOnlyList<Suggestion> Words, string Lead, string Prefix)
{
    public PathWanted Paths { get; init; }
}

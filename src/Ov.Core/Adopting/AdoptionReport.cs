namespace Ov.Core.Adopting;

/// <summary>What an import of Overstory's state brings, or would bring.</summary>
/// <param name="State"><c>imported</c>, <c>planned</c> (a rehearsal), <c>nothing-new</c>, <c>skipped</c> (--no-adopt) or <c>refused</c> (a rehearsal of what would be refused).</param>
/// <param name="Target">Where Overstory's merges went; open work lands there.</param>
/// <param name="Live">Processes of Overstory's that still work on the project.</param>
/// <param name="Unlanded">Branches with work that has not landed.</param>
/// <param name="Problems">What was passed over or would be refused, a sentence each.</param>
/// <param name="Backup">Where the copy lies, relative to the root; null when none was taken.</param>
/// <param name="Definitions">Overstory's role definitions, with the command lines in them that ov rewrites for its agents.</param>
public sealed record AdoptionReport(
    string State, string Target, AdoptionCounts Counts, IReadOnlyList<string> Live, IReadOnlyList<AdoptedBranch> Unlanded, IReadOnlyList<string> Problems,
    string? Backup, IReadOnlyList<AdoptedDefinition> Definitions)
{
    public static readonly AdoptionReport Skipped = new("skipped", "", AdoptionCounts.None, [], [], [], null, []);
}

public sealed record AdoptionCounts(int Runs, int Agents, int Tasks, int Worktrees, int Messages, int UnreadMessages, int Merges, int Groups, int Specs)
{
    public static readonly AdoptionCounts None = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/// <param name="Commits">Of the branch, that the target lacks.</param>
/// <param name="Uncommitted">Changed files in its worktree.</param>
public sealed record AdoptedBranch(string Branch, string AgentName, int Commits, int Uncommitted, string? WorktreePath);

/// <param name="Same">Command lines that ov takes as they are.</param>
/// <param name="Rewritten">Command lines that reach ov's agents in ov's words.</param>
/// <param name="Unserved">Command lines that ov has no counterpart for yet.</param>
public sealed record AdoptedDefinition(string Role, string File, int Same, int Rewritten, IReadOnlyList<string> Unserved);

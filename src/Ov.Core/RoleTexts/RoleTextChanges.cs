namespace Ov.Core.RoleTexts;

/// <summary>What becomes of each role's text in a project; every built-in role is in one of the lists.</summary>
/// <param name="Added">Was not there.</param>
/// <param name="Updated">Ours, unedited, from another version.</param>
/// <param name="Edited">The project's own words; left alone.</param>
/// <param name="Removed">Taken away by the project; stays away.</param>
public sealed record RoleTextChanges(
    IReadOnlyList<string> Added, IReadOnlyList<string> Updated, IReadOnlyList<string> Unchanged, IReadOnlyList<string> Edited, IReadOnlyList<string> Removed);

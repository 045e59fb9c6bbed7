using Ov.Core.Adopting;

namespace Ov.Core.Projects;

/// <summary>What <c>init</c> was asked for.</summary>
/// <param name="Name">What people call the project; null takes the folder's name.</param>
/// <param name="Check">The gate to begin with, as typed; null guesses one.</param>
/// <param name="TokenFile">Absolute path for a first operator token; null makes none.</param>
/// <param name="IsTest">Makes a ledger that obeys the tests' clock, ids and kill points.</param>
/// <param name="PolicyFrom">A commit whose settings shall count instead of the working tree's.</param>
/// <param name="Refresh">In a project that exists already: write files of ours that are missing.</param>
public sealed record ProjectDraft(string? Name, string? Check, string? TokenFile, bool IsTest, bool Refresh, string? PolicyFrom = null)
{
    /// <summary>What is done about the state that Overstory left in this repository.</summary>
    public AdoptionMode Adoption { get; init; }

    /// <summary>Shown a guessed check command; answers with the one to write, or null for none. Null: the guess is written, unapproved.</summary>
    public Func<string, string?>? Confirm { get; init; }
}

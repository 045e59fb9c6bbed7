namespace Ov.Core.Adopting;

/// <summary>A command line that was found in a text.</summary>
/// <param name="Theirs">As it stands there.</param>
/// <param name="Ours">As it reaches an agent.</param>
/// <param name="Words">Its first words, by which people know it.</param>
internal sealed record CommandUse(string Theirs, string Ours, RuleKind Kind, string Words);

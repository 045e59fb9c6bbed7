namespace Ov.Core.Shells;

/// <summary>What an installation does to one file.</summary>
/// <param name="Change">made, changed, removed or unchanged.</param>
public sealed record FileChange(string Shell, string Path, string Change);

namespace Ov.Core.Config;

/// <summary>Files that a command makes, so that nobody has to merge them.</summary>
/// <param name="Paths">Globs.</param>
public sealed record RegenerateRule(IReadOnlyList<string> Paths, CommandSpec Command);

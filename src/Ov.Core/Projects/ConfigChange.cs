namespace Ov.Core.Projects;

/// <summary>What a change of one key came to.</summary>
/// <param name="File">Relative to the project.</param>
/// <param name="Before">As that file said it; null when it did not.</param>
/// <param name="Changed">False when the file said so already.</param>
public sealed record ConfigChange(string Key, string File, string? Before, string? After, bool Changed);

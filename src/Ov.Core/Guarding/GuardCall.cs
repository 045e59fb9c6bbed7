namespace Ov.Core.Guarding;

/// <summary>A tool call that an agent is about to make.</summary>
/// <param name="Tool">As the runtime names it.</param>
/// <param name="Folder">Absolute: where it runs, and where relative paths begin.</param>
public abstract record GuardCall(string Tool, string Folder)
{
    /// <summary>A shell command.</summary>
    public sealed record Shell(string Tool, string Folder, string Text) : GuardCall(Tool, Folder);

    /// <summary>A change of files by a tool made for it; no paths when it does not tell them.</summary>
    public sealed record Files(string Tool, string Folder, IReadOnlyList<string> Paths) : GuardCall(Tool, Folder);

    /// <summary>Any other tool.</summary>
    public sealed record Other(string Tool, string Folder) : GuardCall(Tool, Folder);
}

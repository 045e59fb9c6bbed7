using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Something that a command will write, make or remove.</summary>
/// <param name="Path">As far as it is known.</param>
public sealed record GuardWrite(ShellField Path)
{
    /// <summary>Only makes a folder, which no commit ever holds.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Removes everything below.</summary>
    public bool Sweeps { get; init; }

    /// <summary>Where a relative path begins, when that is not the command's folder.</summary>
    public ShellField? From { get; init; }

    /// <summary>Files come from the program's input, and nobody can tell which.</summary>
    public bool IsOpen { get; init; }
}

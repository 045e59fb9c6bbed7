namespace Ov.Core.Shells;

/// <summary>The shells that completions exist for.</summary>
public enum ShellKind
{
    Bash,
    Zsh,
    Fish,
    Powershell,
}

using Ov.Core.Processes;

namespace Ov.Core.Shells;

/// <summary>Where a shell's completion script goes, and what has to load it.</summary>
/// <param name="StartFile">The file that the shell reads when it starts; null where it finds scripts in its completion folder by itself.</param>
/// <param name="Load">The line for the start file.</param>
public sealed record CompletionPlace(ShellKind Shell, string Script, string? StartFile, string Load)
{
    private static readonly string[] BashCompletion =
    [
        "/usr/share/bash-completion/bash_completion", "/usr/local/share/bash-completion/bash_completion", "/opt/homebrew/share/bash-completion/bash_completion",
        "/etc/profile.d/bash_completion.sh", "/usr/local/etc/profile.d/bash_completion.sh", "/opt/homebrew/etc/profile.d/bash_completion.sh",
    ];

    /// <param name="variables">The user's, for the folders that they move.</param>
    /// <param name="isFile">Whether a file of the machine is there.</param>
    /// <exception cref="OvException">tool-missing, when the machine offers no home.</exception>
    public static CompletionPlace For(ShellKind shell, IReadOnlyDictionary<string, string> variables, Func<string, bool> isFile)
    {
        var home = Folder(variables, "HOME") ?? Folder(variables, "USERPROFILE")
            ?? throw new OvException(ErrorCode.ToolMissing, "There is no home folder to install into: HOME is not an absolute path.", "Set HOME.");
        var data = Folder(variables, "XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share");
        var config = Folder(variables, "XDG_CONFIG_HOME") ?? Path.Combine(home, ".config");
        var own = Path.Combine(data, "ov", "completions");
        switch (shell)
        {
            case ShellKind.Fish:
                return new(shell, Path.Combine(config, "fish", "completions", "ov.fish"), null, "");
            case ShellKind.Bash when Folder(variables, "BASH_COMPLETION_USER_DIR") is { } chosen:
                return new(shell, Path.Combine(chosen, "completions", "ov"), null, "");
            case ShellKind.Bash when BashCompletion.Any(isFile):
                return new(shell, Path.Combine(data, "bash-completion", "completions", "ov"), null, "");
            case ShellKind.Bash:
                var bash = Path.Combine(own, "ov.bash");
                return new(shell, bash, Path.Combine(home, ".bashrc"), $"[ -r {ShellWords.Quoted(bash)} ] && . {ShellWords.Quoted(bash)}");
            case ShellKind.Zsh:
                var zsh = Path.Combine(own, "ov.zsh");
                return new(
                    shell, zsh, Path.Combine(Folder(variables, "ZDOTDIR") ?? home, ".zshrc"),
                    $"if [[ -r {ShellWords.Quoted(zsh)} ]]; then (( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit; }}; source {ShellWords.Quoted(zsh)}; fi");
            default:
                var script = Path.Combine(own, "ov.ps1");
                var profile = OperatingSystem.IsWindows() ? Path.Combine(home, "Documents", "PowerShell", "profile.ps1") : Path.Combine(config, "powershell", "profile.ps1");
                return new(shell, script, profile, $". '{script.Replace("'", "''", StringComparison.Ordinal)}'");
        }
    }

    /// <summary>Every place that an installation may have used, whatever has been installed or moved on the machine since.</summary>
    public static IEnumerable<CompletionPlace> AllFor(ShellKind shell, IReadOnlyDictionary<string, string> variables)
    {
        var unchosen = variables.Where(variable => variable.Key != "BASH_COMPLETION_USER_DIR").ToDictionary();
        return new[] { For(shell, variables, _ => true), For(shell, unchosen, _ => true), For(shell, unchosen, _ => false) }.DistinctBy(place => place.Script);
    }

    private static string? Folder(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var path) && Path.IsPathFullyQualified(path) ? path : null;
}

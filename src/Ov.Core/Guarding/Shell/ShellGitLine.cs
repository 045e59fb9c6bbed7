namespace Ov.Core.Guarding.Shell;

/// <summary>A call of git: where it works, which subcommand, with what.</summary>
/// <param name="Folders">Folders it works in; null when nobody can tell.</param>
/// <param name="Subcommand">Null when it is only known at run time; empty when there is none.</param>
/// <param name="Rest">The words behind the subcommand.</param>
/// <param name="Settings">What <c>-c</c> sets, as written.</param>
/// <param name="IsElsewhere">An option or a variable names the repository or its files, whatever the folder.</param>
public sealed record ShellGitLine(
    IReadOnlyList<string>? Folders, string? Subcommand, IReadOnlyList<ShellField> Rest, IReadOnlyList<ShellField> Settings, bool IsElsewhere)
{
    public static ShellGitLine Of(ShellCall call)
    {
        var (folders, settings) = (call.Folders, new List<ShellField>());
        var elsewhere = call.Sets.Keys.Any(name => name is "GIT_DIR" or "GIT_WORK_TREE" or "GIT_COMMON_DIR" or "GIT_OBJECT_DIRECTORY");
        var words = call.Words;
        var at = 1;
        for (; at < words.Count && words[at].Text.StartsWith('-'); at++)
        {
            switch (words[at].Text)
            {
                case "-C":
                    folders = Enter(folders, ++at < words.Count ? words[at] : null);
                    break;
                case "-c":
                    if (++at < words.Count)
                    {
                        settings.Add(words[at]);
                    }

                    break;
                case "--git-dir" or "--work-tree":
                    (elsewhere, at) = (true, at + 1);
                    break;
                case "--namespace" or "--super-prefix" or "--config-env" or "--attr-source" or "--exec-path":
                    at += words[at].Text == "--exec-path" ? 0 : 1;
                    break;
                case var option:
                    elsewhere |= option.StartsWith("--git-dir=", StringComparison.Ordinal) || option.StartsWith("--work-tree=", StringComparison.Ordinal);
                    break;
            }
        }

        var subcommand = at >= words.Count ? call.HasMoreArguments ? null : "" : words[at].IsExact ? words[at].Text : null;
        return new ShellGitLine(folders, subcommand, [.. words.Skip(at + 1)], settings, elsewhere);
    }

    /// <summary>What an alias given with <c>-c</c> stands for.</summary>
    public string? Alias => Settings.LastOrDefault(setting => setting.IsExact && setting.Text.StartsWith($"alias.{Subcommand}=", StringComparison.OrdinalIgnoreCase))?.Text is { } text
        ? text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim() : null;

    private static IReadOnlyList<string>? Enter(IReadOnlyList<string>? folders, ShellField? into) =>
        into is { IsExact: true } && folders is not null ? [.. folders.Select(from => Path.GetFullPath(into.Text, from))] : null;
}

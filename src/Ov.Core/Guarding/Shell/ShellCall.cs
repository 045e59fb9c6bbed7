namespace Ov.Core.Guarding.Shell;

/// <summary>Where a command's standard input comes from.</summary>
public enum ShellInput
{
    /// <summary>From whoever runs the whole.</summary>
    Inherited,

    /// <summary>From the command before it in a pipe.</summary>
    Pipe,

    /// <summary>From a file or descriptor.</summary>
    File,

    /// <summary>From a text in the script: a here-document or here-string (<see cref="ShellCall.InputText"/>).</summary>
    Text,
}

/// <summary>A redirection as it will happen.</summary>
public sealed record ShellOpening(ShellRedirect Redirect, ShellField Target);

/// <summary>One program, builtin or function that a script starts.</summary>
/// <param name="Words">Its name and arguments.</param>
/// <param name="Folders">Folders it may run in; null when nobody can tell.</param>
/// <param name="Sets">Variables set for it alone.</param>
/// <param name="Openings">Its redirections.</param>
public sealed record ShellCall(
    IReadOnlyList<ShellField> Words, IReadOnlyList<string>? Folders, IReadOnlyDictionary<string, ShellField> Sets, IReadOnlyList<ShellOpening> Openings)
{
    public ShellInput Input { get; init; }

    /// <summary>The text it reads, when it stands in the script and holds no expansions.</summary>
    public string? InputText { get; init; }

    /// <summary>More arguments come that the script doesn't tell, such as those that <c>xargs</c> reads.</summary>
    public bool HasMoreArguments { get; init; }

    /// <summary>The outermost loop around it, as a number; 0 outside of loops.</summary>
    public int Loop { get; init; }

    /// <summary>It decides whether a loop around it goes on.</summary>
    public bool IsCondition { get; init; }

    /// <summary>A function of the script itself, whose body is told on its own.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Stands for a script that another shell runs and nobody can read, such as one that comes through a pipe.</summary>
    public bool HidesScript { get; init; }

    /// <summary>The name as written; null when it is only known at run time. Empty when the command only redirects.</summary>
    public string? Name => Words.Count == 0 ? "" : Words[0].IsExact ? Words[0].Text : null;

    /// <summary>The name without its folder.</summary>
    public string? Program => Name is { Length: > 0 } name ? name[(name.LastIndexOf('/') + 1)..] : Name;
}

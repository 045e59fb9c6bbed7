namespace Ov.Core.Guarding.Shell;

/// <summary>A redirection.</summary>
/// <param name="Operator"><c>&lt;</c>, <c>&gt;</c>, <c>&gt;&gt;</c>, <c>&gt;|</c>, <c>&lt;&gt;</c>, <c>&lt;&amp;</c>, <c>&gt;&amp;</c>, <c>&amp;&gt;</c>, <c>&amp;&gt;&gt;</c>, <c>&lt;&lt;</c> or <c>&lt;&lt;&lt;</c>.</param>
/// <param name="Target">The file, descriptor or string; of a here-document its delimiter.</param>
/// <param name="Heredoc">The here-document it opens; null otherwise.</param>
public sealed record ShellRedirect(string Operator, ShellWord Target, ShellHeredoc? Heredoc = null)
{
    /// <summary>The file it names may be made or changed.</summary>
    public bool Writes => Operator is ">" or ">>" or ">|" or "<>" or "&>" or "&>>" || (Operator == ">&" && !IsDescriptor);

    private bool IsDescriptor => Target.Literal is { Length: > 0 } text && (text == "-" || text.TrimEnd('-').All(char.IsAsciiDigit));
}

/// <summary>A here-document; its text follows the line that opens it.</summary>
public sealed class ShellHeredoc
{
    /// <summary>Lines as they are written; tabs in front are gone when asked for.</summary>
    public string Text { get; internal set; } = "";
}

/// <summary>An assignment: <c>NAME=value</c> in front of a command, or alone.</summary>
/// <param name="Appends">It is <c>NAME+=value</c>, or one element of an array.</param>
public sealed record ShellAssignment(string Name, ShellWord Value, bool Appends);

/// <summary>What a script is made of.</summary>
public abstract record ShellNode;

/// <summary>One command with its words, as the shell would start it.</summary>
public sealed record ShellCommand(
    IReadOnlyList<ShellAssignment> Assignments, IReadOnlyList<ShellWord> Words, IReadOnlyList<ShellRedirect> Redirects) : ShellNode
{
    /// <summary>The scripts inside its words, here-documents and process substitutions; each runs in a shell of its own before it.</summary>
    public IReadOnlyList<ShellNode> Nested { get; init; } = [];
}

/// <summary>Commands one after the other.</summary>
/// <param name="Steps">Each with how it is joined to the one before.</param>
public sealed record ShellSequence(IReadOnlyList<ShellStep> Steps) : ShellNode;

/// <summary>A step of a sequence.</summary>
public sealed record ShellStep(ShellNode Node, ShellJoin Join);

/// <summary>How a step is joined to the one before it.</summary>
public enum ShellJoin
{
    /// <summary>Runs whatever came of the one before: <c>;</c>, a line end, or the first step.</summary>
    Then,

    /// <summary><c>&amp;&amp;</c>.</summary>
    IfGood,

    /// <summary><c>||</c>, and the bodies of conditions and loops, which may or may not run.</summary>
    Maybe,
}

/// <summary>A body in braces, a condition, a loop or a subshell.</summary>
/// <param name="Subshell">What it changes (folder, variables) ends with it: parentheses, substitutions, background.</param>
/// <param name="Variable">The variable a loop sets; its value differs from turn to turn.</param>
public sealed record ShellGroup(ShellNode Body, bool Subshell, IReadOnlyList<ShellRedirect> Redirects, string? Variable = null) : ShellNode
{
    /// <summary>Scripts inside the words of its head, such as the list of a loop.</summary>
    public IReadOnlyList<ShellNode> Nested { get; init; } = [];

    /// <summary>Its body may run again and again.</summary>
    public bool IsLoop { get; init; }

    /// <summary>Decides whether the loop around it goes on.</summary>
    public bool IsCondition { get; init; }

    /// <summary>The list a loop goes through; null when it is none or goes through the arguments.</summary>
    public IReadOnlyList<ShellWord>? Values { get; init; }
}

/// <summary>Commands joined by pipes; each runs in a shell of its own, and all but the first read from the one before.</summary>
public sealed record ShellPipeline(IReadOnlyList<ShellNode> Stages) : ShellNode;

/// <summary>A function is made; its body runs when its name is called.</summary>
public sealed record ShellFunction(string Name, ShellNode Body) : ShellNode;

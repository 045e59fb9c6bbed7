namespace Ov.Core.Git;

/// <summary>One call of the git program.</summary>
/// <param name="Directory">Where it runs; git finds the repository and its attributes from there.</param>
public sealed record GitCall(string Directory, IReadOnlyList<string> Arguments)
{
    /// <summary>A read takes no lock that somebody's own git could stumble over.</summary>
    public bool IsRead { get; init; }

    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>On top of the cleaned environment, for example <c>GIT_INDEX_FILE</c>.</summary>
    public IReadOnlyDictionary<string, string?>? Variables { get; init; }

    /// <summary>Null means the program's own limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    public static GitCall Read(string directory, params string[] arguments) => new(directory, arguments) { IsRead = true };

    public static GitCall Change(string directory, params string[] arguments) => new(directory, arguments);
}

namespace Ov.Core.Discovering;

/// <summary>One side of a repository that somebody has to know before changing it.</summary>
/// <param name="Title">The task's title.</param>
/// <param name="Asks">What the scout finds out.</param>
public sealed record DiscoveryCategory(string Name, string Title, string Asks)
{
    /// <summary>Overstory's six, in their order.</summary>
    public static readonly IReadOnlyList<DiscoveryCategory> All =
    [
        new("architecture", "Discover the architecture", "Which parts there are, where execution begins, which part may use which, and where data is kept."),
        new("dependencies", "Discover the dependencies", "What the project is built with and on: languages, frameworks, libraries with their versions, build and packaging steps, outside services."),
        new("testing", "Discover the tests", "Which kinds of tests there are, how each is run and how long it takes, what they need, what they cover, and what nobody tests."),
        new("apis", "Discover the interfaces", "What others rely on: commands, endpoints, file formats, public types, events; and how each says what is wrong."),
        new("config", "Discover the configuration", "Which settings, variables and files change what it does, where each is read, their defaults, and what must be kept secret."),
        new("implicit", "Discover the unwritten rules", "What the code does everywhere and nobody wrote down: naming, error handling, logging, layout, reviews, traps that the history tells of."),
    ];

    /// <summary>The note in which its findings are kept.</summary>
    public string Note => $"discovery-{Name}";

    /// <summary>The task as its scout reads it.</summary>
    public string Task => $"""
        {Title}

        {Asks}

        Say what you saw and where (file and line), and what you only guess. Change nothing.
        Keep your findings as a note that others find: ov note write {Note} --kind result --body "..." (or --file).
        Then report, in three sentences at most.
        """;

    /// <summary>The categories asked for, in their order.</summary>
    /// <param name="only">None stands for all.</param>
    /// <exception cref="OvException">usage.</exception>
    public static IReadOnlyList<DiscoveryCategory> Chosen(IReadOnlyList<string> only, IReadOnlyList<string> skip)
    {
        foreach (var name in only.Concat(skip).Where(name => All.All(category => category.Name != name)))
        {
            throw new OvException(ErrorCode.Usage, $"Invalid category name: {name}.{Nearest.Sentence(name, All.Select(category => category.Name))}", $"There are: {string.Join(", ", All.Select(category => category.Name))}.");
        }

        var chosen = All.Where(category => (only.Count == 0 || only.Contains(category.Name)) && !skip.Contains(category.Name)).ToList();
        return chosen.Count > 0 ? chosen : throw new OvException(ErrorCode.Usage, "All categories are skipped, so there is nothing to discover.", "Leave one of them in.");
    }
}

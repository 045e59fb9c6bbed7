namespace Ov.Core.Checkup;

/// <summary>Looks at everything that ov stands on and says what is wrong, with evidence and what to do. Looking changes nothing; see <see cref="Mender"/>.</summary>
public static class Doctor
{
    private static readonly (string Category, Func<OvApp, string, IEnumerable<Check>> Run)[] Parts =
    [
        ("environment", EnvironmentChecks.Run),
        ("git", (app, _) => GitChecks.Run(app)),
        ("native", (app, _) => NativeChecks.Run(app)),
        ("runtimes", (app, _) => RuntimeChecks.Run(app)),
        ("ledger", (app, _) => LedgerChecks.Run(app)),
        ("orphans", (app, _) => OrphanChecks.Run(app)),
        ("config", (app, _) => ConfigChecks.Run(app)),
        ("hooks", (app, _) => HookChecks.Run(app)),
        ("repository", (app, _) => RepositoryChecks.Run(app)),
        ("disk", (app, _) => DiskChecks.Run(app)),
    ];

    public static IReadOnlyList<string> Categories => [.. Parts.Select(part => part.Category)];

    /// <param name="program">How this program names itself, with version and build kind.</param>
    /// <param name="category">Only this one; null means all.</param>
    public static IReadOnlyList<Check> Run(OvApp app, string program, string? category)
    {
        if (category is not null && !Categories.Contains(category))
        {
            throw new OvException(ErrorCode.Usage, $"Invalid category: {category}. Valid categories: {string.Join(", ", Categories)}.{Nearest.Sentence(category, Categories)}");
        }

        // Asked for first: outside a repository there is nothing to look at.
        _ = app.Project;
        return [.. Parts.Where(part => category is null || part.Category == category).SelectMany(part => Guarded(app, part.Category, () => part.Run(app, program)))];
    }

    /// <summary>What keeps a part from looking is itself a finding, and the others go on.</summary>
    private static List<Check> Guarded(OvApp app, string category, Func<IEnumerable<Check>> run)
    {
        var checks = new List<Check>();
        try
        {
            using var step = app.Progress.Step($"Looking at the {category}");
            checks.AddRange(run());
        }
        catch (OvException refusal)
        {
            checks.Add(Check.Fail(category, category, refusal));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            checks.Add(Check.Fail(category, category, ErrorCode.Failed, $"This could not be looked at: {fault.Message}", "Check the permissions of the files named."));
        }

        return checks;
    }
}

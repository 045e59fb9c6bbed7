using Ov.Core;

namespace Ov.Cli.Help;

/// <summary>The exit statuses as help lists them.</summary>
internal static class ExitRows
{
    /// <summary>Of every command; the contract's table.</summary>
    public static IReadOnlyList<HelpRow> All { get; } =
    [
        new("0", "done"),
        new("1", "failed: tried, did not work"),
        new("2", "usage: unknown option, bad value, ambiguous run, invalid config where the command needs it"),
        new("3", "not found"),
        new("4", "refused by a rule (hierarchy, scope, not ready, dirty, protected, identity)"),
        new("5", "lost a race, or merge conflict"),
        new("6", "needs a person: a gate is pending, or a confirmation is missing"),
        new("7", "the environment lacks something (not a repository, not initialised, tool absent, doctor finding)"),
        new("8", "a limit: concurrency, depth, budget, breaker, rate limit"),
        new("9", "partly done"),
        new("75", "busy, try again"),
        new("124", "a wait timed out"),
        new("130, 143", "interrupted, terminated"),
    ];

    /// <summary>The refusals that a command's definition names.</summary>
    public static IEnumerable<HelpRow> Of(CommandGuide guide) =>
        guide.Refusals.OrderBy(code => code.Exit).Select(code => new HelpRow($"{code.Exit} {code.Name}", code.Meaning));

    /// <summary>Every error code with its status.</summary>
    public static IEnumerable<HelpRow> Codes() =>
        ErrorCode.All.Select(code => new HelpRow($"{code.Exit,3} {code.Name}", code.Meaning + (code.Retryable ? " (may succeed later)" : "")));
}

using System.CommandLine;
using Ov.Core;
using Ov.Core.Completing;

namespace Ov.Cli.Completion;

/// <summary>What may stand at the cursor of a half-typed line: verbs, options and words from the definitions, names from the ledger and the repository.</summary>
internal sealed class Completer(CommandRunner runner)
{
    public CompletionAnswer Complete(IReadOnlyList<string> before, string current)
    {
        var spot = CommandLineWalk.To(word => CommandTree.Create(runner, word), runner.Options, before, current);
        var options = new OvOptions(Expanded(spot.Project), spot.Run, false, true, false, false, false, "never");
        using var app = new OvApp(runner.Environment, options) { MayMigrate = false };
        return For(spot, new CandidateReader(app));
    }

    private CompletionAnswer For(CompletionSpot spot, CandidateReader reader)
    {
        if (spot.WantsOptions)
        {
            return Words(spot, Options(spot));
        }

        var source = spot.Option is { } option ? CandidateWords.Of(option) : spot.Argument is { } argument ? CandidateWords.Of(argument) : null;
        var found = source is null ? [] : Values(spot, source, reader).ToList();
        var verbs = spot is { Option: null, Positionals.Count: 0, AfterDashes: false } ? Verbs(spot.Command) : [];
        var words = Words(spot, verbs.Concat(found));
        var paths = source?.Kinds.Contains(Candidate.File) == true ? PathWanted.Files
            : source?.Kinds.Contains(Candidate.Folder) == true ? PathWanted.Folders : PathWanted.None;
        return words.Words.Count == 0 && paths == PathWanted.None && spot is { Option: null, AfterDashes: false, Prefix: "" }
            ? Words(spot, Options(spot))
            : words with { Paths = paths };
    }

    private static CompletionAnswer Words(CompletionSpot spot, IEnumerable<Suggestion> words) =>
        new([.. words.Where(word => word.Value.StartsWith(spot.Prefix, StringComparison.Ordinal) && !word.Value.Any(char.IsControl)).DistinctBy(word => word.Value)], spot.Lead, spot.Prefix);

    private IEnumerable<Suggestion> Values(CompletionSpot spot, CandidateSource source, CandidateReader reader) =>
        (IsLaterWord(spot, source) ? [] : source.Words).Select(word => new Suggestion(word)).Concat(source.Kinds.SelectMany(kind => kind switch
        {
            Candidate.ConfigValue => spot.Positionals is [var key, ..] ? CandidateReader.ValuesOf(key) : [],
            Candidate.Command => Verbs(spot.Positionals),
            _ => reader.Find(kind, spot.Prefix),
        }));

    /// <summary>After the first word of a command's name only its verbs follow.</summary>
    private static bool IsLaterWord(CompletionSpot spot, CandidateSource source) => spot.Positionals.Count > 0 && source.Kinds.Contains(Candidate.Command);

    private static IEnumerable<Suggestion> Verbs(Command command) =>
        command.Subcommands.Where(child => !child.Hidden).Select(child => new Suggestion(child.Name, child.Description ?? ""));

    /// <summary>The verbs below a command that is itself written as arguments.</summary>
    private IEnumerable<Suggestion> Verbs(IReadOnlyList<string> path)
    {
        Command? command = CommandTree.Create(runner);
        foreach (var word in path)
        {
            command = command?.Subcommands.FirstOrDefault(child => child.Name == word && !child.Hidden);
        }

        return command is null ? [] : Verbs(command);
    }

    /// <summary>By their long names; another name when it is the one being typed. What was given once is not offered again, unless it may be repeated.</summary>
    private static IEnumerable<Suggestion> Options(CompletionSpot spot) =>
        from option in CommandOptions.Of(spot.Command)
        where !spot.Given.Contains(option) || option.ValueType == typeof(string[])
        let name = option.Aliases.Prepend(option.Name).FirstOrDefault(name => name.StartsWith(spot.Prefix, StringComparison.Ordinal))
        where name is not null
        select new Suggestion(name, option.Description ?? "");

    private string? Expanded(string? folder) => folder is ['~', '/', ..] && runner.Environment.Variable("HOME") is { } home ? Path.Combine(home, folder[2..]) : folder;
}

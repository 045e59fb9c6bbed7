using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary>Symbols that several note commands share.</summary>
internal static class NoteOptions
{
    public static string KindsSentence =>
        $"Kinds: {string.Join(", ", NoteKind.Known)}, or a word of your own. A spec bears its task's number. {Grows} only grow: what they say stays, appended text bears its time and author.";

    private static string Grows => $"{string.Join(", ", NoteKind.Known.Where(NoteKind.OnlyGrows))}";

    public static Argument<string> Name() => new Argument<string>("name") { Description = "The note's name; of a spec the task." }.Completes(Candidate.Note, Candidate.Task);

    /// <summary>One that exists: also its id, or a prefix of it.</summary>
    public static Argument<string> Existing() =>
        new Argument<string>("name") { Description = "The note: its name, its id (that very version) or a prefix of it; of a spec the task." }.Completes(Candidate.Note, Candidate.Task);

    public static Argument<string?> Text() => new("text") { Description = "The text; '-' reads standard input.", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> Kind() => new Option<string?>("--kind") { Description = $"Its kind ({NoteKind.Free}).", HelpName = "kind" }.Completes(() => NoteKind.Known);

    public static Option<string?> KindFilter() => new Option<string?>("--kind") { Description = "Only of this kind.", HelpName = "kind" }.Completes(() => NoteKind.Known);

    public static Option<int> Limit(int most) => new("--limit") { Description = $"At most so many ({most}).", HelpName = "n", DefaultValueFactory = _ => most };

    public static Option<string?> Task(string description) => new("--task") { Description = description, HelpName = "task" };

    public static Option<string?> Since() => new("--since") { Description = "Only what was written since: 10m, 2h, 1d ago, or an ISO time.", HelpName = "time" };

    /// <exception cref="OvException">usage.</exception>
    public static int Positive(int limit, string option = "--limit") => limit >= 1 ? limit : throw new OvException(ErrorCode.Usage, $"{option} must be a positive integer.");
}

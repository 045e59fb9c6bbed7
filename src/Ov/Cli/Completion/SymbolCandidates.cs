using System.CommandLine;
using Ov.Core.Completing;

namespace Ov.Cli.Completion;

/// <summary>Says beside a symbol's definition what its value names: <c>new Argument&lt;string&gt;("agent") { … }.Completes(Candidate.Agent)</c>.</summary>
internal static class SymbolCandidates
{
    public static Option<T> Completes<T>(this Option<T> option, params Candidate[] kinds) => With(option, new CandidateSource(kinds));

    /// <summary>One of a few words.</summary>
    public static Option<T> Completes<T>(this Option<T> option, Func<IEnumerable<string>> words) => With(option, new CandidateSource([], words));

    public static Argument<T> Completes<T>(this Argument<T> argument, params Candidate[] kinds) => With(argument, new CandidateSource(kinds));

    /// <summary>One of a few words.</summary>
    public static Argument<T> Completes<T>(this Argument<T> argument, Func<IEnumerable<string>> words) => With(argument, new CandidateSource([], words));

    /// <summary>One of a few words, or the name of something.</summary>
    public static Argument<T> Completes<T>(this Argument<T> argument, Func<IEnumerable<string>> words, params Candidate[] kinds) =>
        With(argument, new CandidateSource(kinds, words));

    private static Option<T> With<T>(Option<T> option, CandidateSource source)
    {
        option.CompletionSources.Add(source.Items);
        return option;
    }

    private static Argument<T> With<T>(Argument<T> argument, CandidateSource source)
    {
        argument.CompletionSources.Add(source.Items);
        return argument;
    }
}

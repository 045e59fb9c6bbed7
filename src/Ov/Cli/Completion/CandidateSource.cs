using System.CommandLine;
using System.CommandLine.Completions;
using Ov.Core.Completing;

namespace Ov.Cli.Completion;

/// <summary>What a symbol completes with. It hangs on the symbol itself, among the parser's own completion sources.</summary>
internal sealed class CandidateSource(IReadOnlyList<Candidate> kinds, Func<IEnumerable<string>>? words = null)
{
    public IReadOnlyList<Candidate> Kinds => kinds;

    /// <summary>Words that never change, such as the values of a state.</summary>
    public IEnumerable<string> Words => words?.Invoke() ?? [];

    /// <summary>The declaration of an option, or null.</summary>
    public static CandidateSource? Of(Option option) => Among(option.CompletionSources);

    /// <summary>The declaration of an argument, or null.</summary>
    public static CandidateSource? Of(Argument argument) => Among(argument.CompletionSources);

    internal IEnumerable<CompletionItem> Items(CompletionContext context) => Words.Select(word => new CompletionItem(word));

    /// <summary>Ours, or the words that the parser itself accepts only.</summary>
    private static CandidateSource? Among(IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources)
    {
        CandidateSource? found = null;
        foreach (var source in sources)
        {
            found = source.Target as CandidateSource ?? found ?? new CandidateSource([], () => source(CompletionContext.Empty).Select(item => item.Label));
        }

        return found;
    }
}

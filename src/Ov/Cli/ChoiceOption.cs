using System.CommandLine;
using Ov.Core;

namespace Ov.Cli;

/// <summary>An option that takes one of a few words: help and completions list them, a wrong one is answered with the nearest.</summary>
internal interface IChoice
{
    IReadOnlyList<string> Words { get; }
}

/// <inheritdoc cref="IChoice"/>
internal sealed class ChoiceOption : Option<string?>, IChoice
{
    /// <param name="otherwise">The word meant when the option is not given; null when none is.</param>
    public ChoiceOption(string name, IReadOnlyList<string> words, string? otherwise = null)
        : base(name)
    {
        Words = words;
        if (otherwise is not null)
        {
            DefaultValueFactory = _ => otherwise;
        }

        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !words.Contains(word.Replace('-', '_')) && !words.Contains(word))
            {
                result.AddError(Complaint(name, word, words));
            }
        });
        CompletionSources.Add(_ => words.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
    }

    public IReadOnlyList<string> Words { get; }

    public static string Complaint(string name, string word, IReadOnlyList<string> words) =>
        $"{name} cannot be '{word}'.{Nearest.Sentence(word, words)} It is one of: {string.Join(", ", words)}.";
}

namespace Ov.Cli.Help;

/// <summary>A short text about something that is bigger than one command.</summary>
/// <param name="Word">Typed after <c>ov help</c>.</param>
/// <param name="Summary">One line, beginning with a verb, without a period.</param>
/// <param name="Sections">Made when the topic is read.</param>
internal sealed record HelpTopic(string Word, string Summary, Func<IReadOnlyList<HelpSection>> Sections)
{
    public HelpDocument Document => new($"ov help {Word}", Summary, Sections());

    /// <summary>A topic of one section, in the markup of <see cref="HelpProse"/>.</summary>
    public static HelpTopic Of(string word, string summary, string text) => new(word, summary, () => [new HelpSection("", HelpProse.Blocks(text))]);
}

namespace Ov.Cli.Help;

/// <summary>Everything that <c>ov help &lt;topic&gt;</c> knows, in the order in which somebody would read it.</summary>
internal static class HelpTopics
{
    public static IReadOnlyList<HelpTopic> All { get; } =
    [
        .. BeginnersTopics.All, .. WorkTopics.All, .. RuleTopics.All, .. MachineTopics.All,
    ];

    /// <summary>What may stand alone after <c>ov help</c> beside commands and error codes.</summary>
    public static IEnumerable<string> Words => All.Select(topic => topic.Word).Concat(["all", "topics", "man", "reference"]);

    public static HelpDocument List => new("ov help", "Topics that 'ov help <topic>' tells of", [HelpSection.Of("", new HelpRows([.. All.Select(topic => new HelpRow(topic.Word, topic.Summary))]))]);

    public static HelpTopic? Find(string word) => All.FirstOrDefault(topic => topic.Word == word);
}

using System.CommandLine;
using Ov.Core;

namespace Ov.Cli.Help;

/// <summary>Finds what somebody wants to read about: the program, a topic, an error code, or a command.</summary>
internal sealed class HelpFinder(CommandRunner runner, Command root)
{
    public Command Root => root;

    public HelpDocument Find(IReadOnlyList<string> words) => words switch
    {
        [] or ["all"] => new RootPages(runner).Everything(root),
        ["topics"] => HelpTopics.List,
        [var word] when HelpTopics.Find(word) is { } topic => topic.Document,
        [var word] when ErrorCode.All.FirstOrDefault(code => code.Name == word) is { } code && !IsCommand(word) => OfCode(code),
        [var word] when !IsCommand(word) => throw Unknown("command, topic or error code", word, word, CommandsBelow(root).Concat(HelpTopics.Words).Concat(ErrorCode.All.Select(code => code.Name))),
        _ => new CommandPages(runner).Guide(CommandOf(words)),
    };

    /// <exception cref="OvException">not-found with the nearest command.</exception>
    public Command CommandOf(IReadOnlyList<string> words)
    {
        var command = root;
        foreach (var word in words)
        {
            command = Below(command, word) ?? throw Unknown("command", string.Join(' ', words), word, CommandsBelow(command));
        }

        return command;
    }

    private static Command? Below(Command command, string word) => command.Subcommands.FirstOrDefault(c => c.Name == word || c.Aliases.Contains(word));

    private bool IsCommand(string word) => Below(root, word) is not null;

    private static IEnumerable<string> CommandsBelow(Command command) => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);

    private static OvException Unknown(string what, string asked, string word, IEnumerable<string> known) =>
        new(ErrorCode.NotFound, $"There is no {what} '{asked}'.{Nearest.Sentence(word, known)}", "See 'ov help all'.");

    private HelpDocument OfCode(ErrorCode code)
    {
        var commands = CommandTree.Leaves(root).Where(c => runner.GuideOf(c)?.Refusals.Contains(code) == true).Select(c => $"ov {CommandRunner.PathOf(c)}").ToList();
        var sections = new List<HelpSection>
        {
            HelpSection.Of("", new Paragraph($"Exit status {code.Exit}. {(code.Retryable ? "The same command may succeed later." : "The same command is refused again until something changes; the error's hint says what.")}")),
        };
        if (commands.Count > 0)
        {
            sections.Add(HelpSection.Of("Answered by", new Paragraph(string.Join(", ", commands))));
        }

        return new HelpDocument(code.Name, $"{code.Name}: {code.Meaning}", sections);
    }
}

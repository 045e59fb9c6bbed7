namespace Ov.Cli.Help;

/// <summary>The whole manual as files: ov.1, a page for each command and for each topic.</summary>
internal sealed class ManualPages(HelpFinder finder, CommandRunner runner)
{
    /// <returns>What was written, a line for people.</returns>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var pages = Pages().ToList();
        foreach (var page in pages)
        {
            File.WriteAllText(Path.Combine(folder, RoffHelp.FileOf(page)), RoffHelp.Draw(page));
        }

        return $"Wrote {pages.Count} manual pages into {folder}; read one with: man {Path.Combine(folder, "ov.1")}";
    }

    public IEnumerable<HelpDocument> Pages()
    {
        var commands = new CommandPages(runner);
        yield return new RootPages(runner).Everything(finder.Root);
        foreach (var command in CommandTree.Leaves(finder.Root))
        {
            yield return commands.Guide(command);
        }

        foreach (var topic in HelpTopics.All)
        {
            yield return topic.Document;
        }
    }
}

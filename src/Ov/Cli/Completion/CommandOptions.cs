using System.CommandLine;

namespace Ov.Cli.Completion;

/// <summary>The options that a command takes: its own, then those that hold for everything below its ancestors.</summary>
internal static class CommandOptions
{
    public static IEnumerable<Option> Of(Command command)
    {
        for (Symbol? level = command; level is Command at; level = level.Parents.FirstOrDefault())
        {
            foreach (var option in at.Options.Where(option => !option.Hidden && (at == command || option.Recursive)))
            {
                yield return option;
            }
        }
    }
}

using System.CommandLine;

namespace Ov.Cli;

/// <summary>
/// <c>--dry-run</c> of a command that changes something. A command that touches git, processes or files brings the option and a plan of its
/// own; every other one is rehearsed: it runs with all its guards on a ledger that keeps nothing, and its answer tells what would be.
/// </summary>
/// <param name="IsRehearsed">The runner does it, so the runner says so in the answer.</param>
internal sealed record DryRun(Option<bool> Option, bool IsRehearsed)
{
    private const string Name = "--dry-run";

    /// <summary>The command's own, or one added here; null when the command changes nothing.</summary>
    public static DryRun? Of(Command command, CommandGuide guide)
    {
        if (command.Options.FirstOrDefault(option => option.Name == Name) is Option<bool> own)
        {
            return new DryRun(own, IsRehearsed: false);
        }

        if (!IsRehearsal(guide))
        {
            return null;
        }

        var added = new Option<bool>(Name) { Description = "Say what would happen; change nothing." };
        command.Options.Add(added);
        return new DryRun(added, IsRehearsed: true);
    }

    /// <summary>Whether its dry run may be a rehearsal, in which the runner adds the field <c>dryRun</c>.</summary>
    public static bool IsRehearsal(CommandGuide guide) => guide.Writes || guide.Rehearsable;

    public bool IsAsked(ParseResult parse) => parse.GetValue(Option);
}

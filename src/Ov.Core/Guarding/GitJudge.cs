using Ov.Core.Agents;
using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges a call of git: what the subcommand would do, and to which checkout.</summary>
internal sealed class GitJudge(GuardFacts facts)
{
    private readonly GuardPlaces _places = new(facts);
    private readonly WriteJudge _writes = new(facts);

    public GuardVerdict? Of(ShellCall call)
    {
        var line = ShellGitLine.Of(call);
        if (line.Subcommand is not { } subcommand)
        {
            return GuardVerdict.Deny(GuardRules.Unreadable, "Which subcommand of git this starts is only known when it runs.");
        }

        if (subcommand.Length == 0 || line.Alias is { Length: > 0 })
        {
            // An alias was unwrapped: what it stands for is judged as a call of its own.
            return null;
        }

        var deed = GitDeeds.Of(subcommand, line.Rest, facts);
        if (deed.Rule == GuardRules.NoPush)
        {
            return Deny(deed, subcommand);
        }

        var place = PlaceOf(line);
        if (place == GuardPlace.Temporary)
        {
            return null;
        }

        return (deed.Rule is null ? null : Deny(deed, subcommand)) ?? Files(deed, line, call) ?? (deed.Changes ? Changing(subcommand, place) : null) ?? Unknown(deed, subcommand);
    }

    private GuardVerdict? Files(GitDeed deed, ShellGitLine line, ShellCall call)
    {
        foreach (var write in deed.Writes)
        {
            if (_writes.Of(write, call with { Folders = line.Folders }, $"'git {line.Subcommand}'") is { } denied)
            {
                return denied;
            }
        }

        return null;
    }

    /// <summary>A change of a repository: readers make none, writers only from their own worktree.</summary>
    private GuardVerdict? Changing(string subcommand, GuardPlace place) => facts.Stance switch
    {
        Stance.Coordinates => GuardVerdict.Deny(GuardRules.CoordinateOnly, $"'git {subcommand}' changes the repository, and a role that coordinates only reads."),
        Stance.Reads => GuardVerdict.Deny(GuardRules.ReadOnly, $"'git {subcommand}' changes the repository, and this role only reads."),
        _ when place != GuardPlace.Own => GuardVerdict.Deny(GuardRules.NoTarget, $"'git {subcommand}' would work in another checkout than the agent's own worktree."),
        _ => null,
    };

    private GuardVerdict? Unknown(GitDeed deed, string subcommand) => !deed.IsUnknown ? null : facts.Stance switch
    {
        Stance.Coordinates => GuardVerdict.Deny(GuardRules.CoordinateOnly, $"'git {subcommand}' is none of git's reading commands."),
        Stance.Reads => GuardVerdict.Deny(GuardRules.ReadOnly, $"'git {subcommand}' is none of git's reading commands."),
        _ => null,
    };

    /// <summary>Whose checkout it works in; the least trusted one when it may be one of several.</summary>
    private GuardPlace PlaceOf(ShellGitLine line)
    {
        if (line.IsElsewhere || line.Folders is null)
        {
            return GuardPlace.Unknown;
        }

        var places = line.Folders.Select(_places.Of).Distinct().ToList();
        return places is [var only] ? only : places.FirstOrDefault(place => place is not (GuardPlace.Own or GuardPlace.Temporary), GuardPlace.Own);
    }

    private static GuardVerdict Deny(GitDeed deed, string subcommand) => GuardVerdict.Deny(deed.Rule!, $"'git {subcommand}' {deed.What}.");
}

using Ov.Core.Agents;
using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges what is written, by whom and where.</summary>
internal sealed class WriteJudge(GuardFacts facts)
{
    private readonly GuardPlaces _places = new(facts);

    public GuardVerdict OfTool(GuardCall.Files files)
    {
        var words = files.Paths.Select(ShellField.Of).ToList();
        if (words.Count == 0)
        {
            return facts.Stance == Stance.Writes ? GuardVerdict.Allow : Deny(GuardPlace.Own, $"The tool {files.Tool}", null);
        }

        foreach (var word in words)
        {
            if (One(new GuardWrite(word), [files.Folder], $"The tool {files.Tool}") is { } denied)
            {
                return denied;
            }
        }

        return GuardVerdict.Allow;
    }

    /// <summary>The database program on the ledger: other programs go through ov.</summary>
    public GuardVerdict? OfLedger(ShellCall call) =>
        call.Program is "sqlite3" or "sqlite" or "sqlitebrowser" && call.Words.Skip(1).Any(word => word.Text.Contains('/', StringComparison.Ordinal) && _places.Of(word, call.Folders).Any(found => found.Place == GuardPlace.Ledger))
            ? GuardVerdict.Deny(GuardRules.NoGuardTampering, "This opens the ledger with another program; ov's commands read it.") : null;

    public GuardVerdict? OfProgram(ShellCall call)
    {
        foreach (var write in KnownWriters.Of(call))
        {
            if (Of(write, call, $"'{call.Program}'") is { } denied)
            {
                return denied;
            }
        }

        return null;
    }

    public GuardVerdict? Of(GuardWrite write, ShellCall call, string who)
    {
        var folders = call.Folders;
        if (write.From is { } from)
        {
            folders = from.IsExact && folders is not null ? [.. folders.Select(folder => Path.GetFullPath(from.Text, folder))] : null;
        }

        return One(write, folders, who);
    }

    private GuardVerdict? One(GuardWrite write, IReadOnlyList<string>? folders, string who)
    {
        foreach (var (place, path) in _places.Of(write.Path, folders))
        {
            if (Judge(write, place, path, who) is { } denied)
            {
                return denied;
            }
        }

        return null;
    }

    private GuardVerdict? Judge(GuardWrite write, GuardPlace place, string? path, string who)
    {
        switch (place)
        {
            case GuardPlace.Device:
                return null;
            case GuardPlace.Ledger or GuardPlace.OtherWorktree or GuardPlace.GitFolder:
                return Deny(place, who, path);
            // A folder that holds temporary files is surely named only where the text in front of what is unknown names it.
            case GuardPlace.Temporary when write.Path is { IsKnown: true } || write.Path.Text.Length > 0:
                return null;
        }

        if (facts.Stance != Stance.Writes)
        {
            return Deny(place, who, path);
        }

        if (place is GuardPlace.Project or GuardPlace.Outside or GuardPlace.Unknown)
        {
            return Deny(place, who, path);
        }

        if (write is { Sweeps: true, IsOpen: false, Path: { IsKnown: false, Text: "" } })
        {
            return GuardVerdict.Deny(GuardRules.InsideWorktree, $"{who} would remove a folder whose name is only known when it runs.");
        }

        if (place == GuardPlace.Own && write.Sweeps && path is not null && _places.InWorktree(path) is "" or "*" or ".*")
        {
            return GuardVerdict.Deny(GuardRules.NoLostWork, $"{who} would remove the whole worktree.");
        }

        return place == GuardPlace.Own && !write.IsFolder && path is not null && _places.InWorktree(path) is { Length: > 0 } inside && !InScope(inside)
            ? GuardVerdict.Deny(GuardRules.Scope, $"{who} would change {inside}, which is outside of the scope: {string.Join(", ", facts.Scope)}.") : null;
    }

    /// <summary>What builds make belongs to no scope; should a project keep such a folder in git, the branch is checked again before it lands.</summary>
    private bool InScope(string inside) => IsMade(inside) || ScopeOverlap.Holds(facts.Scope, inside) || ScopeOverlap.Holds(facts.Scope, inside + "/x");

    private static bool IsMade(string inside) => inside.EndsWith(".log", StringComparison.Ordinal) || inside.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or "dist" or "build" or "out" or "target"
        or "coverage" or "__pycache__" or ".venv" or "venv" or ".cache" or ".pytest_cache" or ".next" or ".gradle" or "TestResults");

    private GuardVerdict Deny(GuardPlace place, string who, string? path) => place switch
    {
        GuardPlace.Ledger => GuardVerdict.Deny(GuardRules.NoGuardTampering, $"{who} would change ov's own files{Named(path)}."),
        GuardPlace.OtherWorktree => GuardVerdict.Deny(GuardRules.NoGuardTampering, $"{who} would change another agent's worktree{Named(path)}."),
        GuardPlace.GitFolder => GuardVerdict.Deny(GuardRules.NoGitInternals, $"{who} would change git's own files{Named(path)}."),
        _ when facts.Stance == Stance.Coordinates => GuardVerdict.Deny(GuardRules.CoordinateOnly, $"{who} would write{Named(path)}, and a role that coordinates writes no files."),
        _ when facts.Stance == Stance.Reads => GuardVerdict.Deny(GuardRules.ReadOnly, $"{who} would write{Named(path)}, and this role only reads."),
        GuardPlace.Unknown => GuardVerdict.Deny(GuardRules.InsideWorktree, $"{who} would write where nobody can tell before it runs."),
        _ => GuardVerdict.Deny(GuardRules.InsideWorktree, $"{who} would write outside of the worktree{Named(path)}."),
    };

    private static string Named(string? path) => path is null ? "" : $" ({path})";
}

using Ov.Core.Processes;

namespace Ov.Core.Worktrees;

/// <summary>Starts programs of a person in a worktree, with its ports and variables. The person stays who they are: an agent's secret is not handed on.</summary>
public sealed class WorktreeOpener
{
    private readonly OvApp _app;
    private readonly Dictionary<string, string> _environment;

    private WorktreeOpener(OvApp app, PlaceFacts place)
    {
        (_app, Name, Path, Branch) = (app, place.Name, place.Path, place.Branch);
        _environment = WorktreeEnvironment.OfPerson(app, place);
    }

    public string Name { get; }

    public string Path { get; }

    public string Branch { get; }

    /// <exception cref="OvException">not-found, also when its folder is gone; state while it is being made or removed.</exception>
    public static WorktreeOpener Of(OvApp app, string which)
    {
        var worktree = WorktreeFinder.Require(app, which);
        if (worktree.State != WorktreeState.Ready)
        {
            throw new OvException(ErrorCode.State, $"The worktree {which} is {Ledger.SnakeCase.Word(worktree.State)} right now.", "Try again in a moment.");
        }

        return Directory.Exists(worktree.Path)
            ? new WorktreeOpener(app, app.Ledger.Read(sql => WorktreePlace.Of(sql, worktree)))
            : throw new OvException(ErrorCode.NotFound, $"The folder {worktree.Path} is gone.", "Forget it with 'ov worktree prune'; its branch stays.");
    }

    public int Run(IReadOnlyList<string> command)
    {
        // Nothing of ours may hold the ledger while the command runs.
        _app.CloseLedger();
        return ForegroundProgram.Run(command[0], [.. command.Skip(1)], Path, _environment);
    }

    public int Shell() => Run([_app.Environment.Variable("SHELL") ?? "/bin/sh"]);

    /// <summary>An editor's variable may hold arguments, so a shell reads it, as git has it.</summary>
    public int Edit() => (_app.Environment.Variable("VISUAL") ?? _app.Environment.Variable("EDITOR")) is { } editor
        ? Run(["/bin/sh", "-c", $"{editor} \"$@\"", editor, Path])
        : throw new OvException(ErrorCode.ToolMissing, "Neither VISUAL nor EDITOR says which editor to start.", "Set one of them, or name it: ov worktree open <worktree> -- <editor> .");
}

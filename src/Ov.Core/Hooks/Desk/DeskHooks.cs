using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Runtimes;
using Ov.Core.Shells;

namespace Ov.Core.Hooks.Desk;

/// <summary>The hooks of the operator's own session in the project's checkout.</summary>
public sealed class DeskHooks
{
    private static readonly Dictionary<string, string> Files = new() { ["claude"] = ".claude/settings.local.json", ["codex"] = ".codex/hooks.json" };

    private readonly OvApp _app;
    private readonly string _runtime, _relative, _path;
    private readonly DeskHookText _settings;

    /// <param name="runtime">One of <see cref="Runtimes"/>.</param>
    public DeskHooks(OvApp app, string runtime)
    {
        (_app, _runtime, _relative) = (app, runtime, Files[runtime]);
        _path = Path.Combine(app.Project.Root, _relative);
        _settings = new DeskHookText(_path);
    }

    /// <summary>Whose settings we know.</summary>
    public static IReadOnlyList<string> Runtimes { get; } = [.. Files.Keys];

    /// <exception cref="OvException">foreign: a file that cannot be read as settings.</exception>
    public DeskHooksState Status() => new(_runtime, _path, File.Exists(_path), _settings.Count(ShellFile.Read(_path)), DeskHook.All.Count);

    /// <summary>They are as they would be written now, and the program that they call is there.</summary>
    /// <exception cref="OvException">foreign.</exception>
    public bool AreCurrent => File.Exists(OwnProgramLink.PathIn(_app.Project.Files)) && ShellFile.Read(_path) is { } text && _settings.With(text, Program) == text;

    private string Program => HookCommand.Of(OwnProgramLink.PathIn(_app.Project.Files));

    /// <exception cref="OvException">foreign: a file that cannot be read as settings, or that the project tracks.</exception>
    public DeskHooksChange Install(bool dryRun)
    {
        RequirePerson();
        if (_app.Git.Run(GitCall.Read(_app.Project.Root, "ls-files", "--error-unmatch", "--", _relative)).ExitCode == 0)
        {
            throw new OvException(ErrorCode.Foreign, $"{_path} was not changed: the project tracks it, and ov's hooks are of this machine alone.", $"Untrack it: git rm --cached {_relative}");
        }

        var old = ShellFile.Read(_path);
        var wanted = _settings.With(old, Program);
        if (!dryRun)
        {
            OwnProgramLink.Ensure(_app.Project.Files);
        }

        return Write(old, wanted, dryRun, DeskHook.All.Count);
    }

    /// <exception cref="OvException">foreign: a file that cannot be read as settings.</exception>
    public DeskHooksChange Uninstall(bool dryRun)
    {
        RequirePerson();
        var old = ShellFile.Read(_path);
        return Write(old, _settings.Without(old), dryRun, _settings.Count(old));
    }

    private DeskHooksChange Write(string? old, string? wanted, bool dryRun, int entries)
    {
        var change = old == wanted ? "unchanged" : old is null ? "made" : wanted is null ? "removed" : "changed";
        if (!dryRun && change == "removed")
        {
            ShellFile.Remove(_path);
            FolderTrail.RemoveEmpty(_path, 1);
        }
        else if (!dryRun && wanted is not null && change != "unchanged")
        {
            ShellFile.Write(_path, wanted);
        }

        return new DeskHooksChange(dryRun, _runtime, _path, change, entries);
    }

    private void RequirePerson() => AgentRefusal.Require(_app.Environment, "change the hooks of a person's session");
}

/// <param name="SourceExists">The settings file is there.</param>
/// <param name="Entries">How many of our entries are there.</param>
/// <param name="Wanted">How many there are once installed.</param>
public sealed record DeskHooksState(string Runtime, string Path, bool SourceExists, int Entries, int Wanted)
{
    public bool Installed => Entries >= Wanted;
}

/// <param name="Change">made, changed, removed or unchanged.</param>
/// <param name="Entries">Entries of ours that are in it, or were taken out.</param>
public sealed record DeskHooksChange(bool DryRun, string Runtime, string Path, string Change, int Entries);

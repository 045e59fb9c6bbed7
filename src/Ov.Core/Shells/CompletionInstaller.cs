using Ov.Core.Ledger;

namespace Ov.Core.Shells;

/// <summary>
/// Puts a completion script where its shell finds it, and takes it away again without a trace: every file that was there before ends
/// byte for byte as it was. Doing either twice changes nothing more.
/// </summary>
/// <param name="place">The files of one shell.</param>
/// <param name="dryRun">Decide and tell, change nothing.</param>
public sealed class CompletionInstaller(CompletionPlace place, bool dryRun)
{
    /// <exception cref="OvException">foreign, when a file of that name is not ours.</exception>
    public IReadOnlyList<FileChange> Install(string script)
    {
        var changes = new List<FileChange> { InstallScript(script) };
        if (place.StartFile is { } start)
        {
            var old = ShellFile.Read(start);
            var wanted = StartFileBlock.With(old, ShellFile.Raw(place.Load), FolderTrail.Missing(start));
            changes.Add(Write(start, old, wanted));
        }

        return changes;
    }

    /// <summary>Removes what an installation wrote; a script that somebody changed since is kept.</summary>
    /// <exception cref="OvException">foreign, when our script was changed by hand.</exception>
    public IReadOnlyList<FileChange> Uninstall()
    {
        var changes = new List<FileChange>();
        var script = ShellFile.Read(place.Script) is { } text ? InstalledScript.Read(ShellFile.Text(text)) : null;
        if (script is { IsUntouched: false })
        {
            throw new OvException(ErrorCode.Foreign, $"{place.Script} was changed after ov wrote it, so it stays; nothing was removed.", "Move your changes elsewhere or delete the file, then run it again.");
        }

        if (place.StartFile is { } start && ShellFile.Read(start) is { } old && StartFileBlock.IsIn(old))
        {
            var rest = StartFileBlock.Without(old, out var folders);
            changes.Add(rest is null ? Remove(start, folders) : Write(start, old, rest));
        }

        if (script is not null)
        {
            changes.Insert(0, Remove(place.Script, script.Folders));
        }

        return changes;
    }

    private FileChange InstallScript(string script)
    {
        var old = ShellFile.Read(place.Script);
        var ours = old is null ? null : InstalledScript.Read(ShellFile.Text(old));
        if (old is not null && ours is not { IsUntouched: true })
        {
            throw new OvException(
                ErrorCode.Foreign, $"{place.Script} is there already and {(ours is null ? "is not ov's" : "was changed after ov wrote it")}; nothing was changed.",
                "Move it away, or load the script yourself: see 'ov completions --help'.");
        }

        return Write(place.Script, old, ShellFile.Raw(InstalledScript.Text(script, ours?.Folders ?? FolderTrail.Missing(place.Script))));
    }

    private FileChange Write(string path, string? old, string wanted)
    {
        if (old == wanted)
        {
            return Told(path, "unchanged");
        }

        if (!dryRun)
        {
            ShellFile.Write(path, wanted);
        }

        return Told(path, old is null ? "made" : "changed");
    }

    private FileChange Remove(string path, int folders)
    {
        if (!dryRun)
        {
            ShellFile.Remove(path);
            FolderTrail.RemoveEmpty(path, folders);
        }

        return Told(path, "removed");
    }

    private FileChange Told(string path, string change) => new(place.Shell.Word(), path, change);
}

using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Projects;

/// <summary>
/// The commit whose settings count instead of those in the working tree, for a checkout that shows somebody else's change: in a pipeline
/// a fork must not decide which gates run on it. Chosen by the operator with <c>init --policy-from</c>, kept in this checkout's git folder.
/// </summary>
/// <param name="Commit">Fixed when it was chosen: a branch that moves later changes nothing.</param>
/// <param name="Name">As it was typed, for people.</param>
public sealed record PolicySource(string Commit, string Name)
{
    /// <summary>Keeps git from collecting the commit.</summary>
    private const string Pin = "refs/overstory/policy";

    /// <summary>Null when the working tree's own settings count.</summary>
    public static PolicySource? Of(Project project)
    {
        if (!File.Exists(project.Files.Policy))
        {
            return null;
        }

        return File.ReadAllText(project.Files.Policy).Split('\n') is [{ Length: >= 40 } commit, { Length: > 0 } name, ..] && commit.All(char.IsAsciiHexDigitLower)
            ? new PolicySource(commit, name)
            : throw new OvException(ErrorCode.InvalidConfig, $"{project.Files.Policy} does not name a commit.", "Choose it again: ov init --policy-from <ref>");
    }

    /// <summary>Makes it count from the next command on.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public static PolicySource Choose(OvApp app, string name)
    {
        var project = app.Project;
        var refs = new GitRefs(app.Git);
        var commit = refs.Resolve(project.CommonDir, name) ?? throw Missing(name);
        var seen = refs.Resolve(project.CommonDir, Pin);
        if (seen != commit)
        {
            _ = seen is null ? refs.Create(project.CommonDir, Pin, commit) : refs.Update(project.CommonDir, Pin, commit, seen);
        }

        PrivateFolder.Create(project.Files.Folder);
        var draft = $"{project.Files.Policy}.{Guid.NewGuid():n}";
        PrivateFile.Write(draft, $"{commit}\n{name}\n");
        File.Move(draft, project.Files.Policy, overwrite: true);
        app.ForgetSettings();
        return new PolicySource(commit, name);
    }

    internal static OvException Missing(string name) => new(
        ErrorCode.NotFound, $"There is no commit '{name}' to take the settings from.", "Fetch it first, for example: git fetch origin main");

    /// <summary>The shared settings of that commit; null when it has none. A commit that is gone is an error, never an empty policy.</summary>
    public string? Read(GitProgram git, Project project)
    {
        var listed = git.Run(GitCall.Read(project.CommonDir, "ls-tree", "-z", Commit, "--", ConfigReader.SharedFile));
        if (listed.ExitCode != 0)
        {
            throw new OvException(
                ErrorCode.InvalidConfig, $"The settings count as of {Name} ({Commit}), and git cannot read that commit: {GitProgram.LastWords(listed.Stderr)}",
                "Fetch it and choose it again: ov init --policy-from <ref>");
        }

        return listed.Stdout.Length == 0 ? null : git.Text(GitCall.Read(project.CommonDir, "cat-file", "blob", $"{Commit}:{ConfigReader.SharedFile}"));
    }
}

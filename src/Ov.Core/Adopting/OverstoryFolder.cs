using Ov.Core.Projects;

namespace Ov.Core.Adopting;

/// <summary>The <c>.overstory/</c> folder as Overstory leaves it: which of its files ov reads, and which of them say that it was here.</summary>
public sealed record OverstoryFolder(string Path)
{
    public const string Name = ".overstory";

    /// <summary>Databases that hold what is imported.</summary>
    public static readonly IReadOnlyList<string> Databases = [Mail, Sessions, MergeQueue];

    /// <summary>Single files that are kept beside the databases when they are copied.</summary>
    public static readonly IReadOnlyList<string> Texts =
        ["config.yaml", "config.local.yaml", "agent-manifest.json", "hooks.json", Groups, CurrentRun, SessionBranch];

    internal const string Mail = "mail.db";
    internal const string Sessions = "sessions.db";
    internal const string MergeQueue = "merge-queue.db";
    internal const string Groups = "groups.json";
    internal const string CurrentRun = "current-run.txt";
    internal const string SessionBranch = "session-branch.txt";
    internal const string Specs = "specs";
    internal const string Definitions = "agent-defs";

    /// <summary>What only Overstory writes: ov itself makes none of these.</summary>
    private static readonly string[] Marks = [Mail, Sessions, MergeQueue, Groups, CurrentRun];

    /// <summary>Null where Overstory never kept state.</summary>
    public static OverstoryFolder? Of(Project project)
    {
        var folder = new OverstoryFolder(System.IO.Path.Combine(project.Root, Name));
        return project.HasTree && Marks.Any(mark => System.IO.File.Exists(folder.File(mark))) ? folder : null;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);
}

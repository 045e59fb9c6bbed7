using Ov.Core.Config;
using Ov.Core.RoleTexts;

namespace Ov.Core.Projects;

/// <summary>The files of ours in the tree: only what is worth committing, and no absolute path in any of them.</summary>
internal static class ProjectFiles
{
    public const string Folder = ".overstory";

    private const string IgnoreFile = ".overstory/.gitignore";

    private const string Ignored = """
        # Everything in here is local to this machine, but for what is named.
        *
        !.gitignore
        !config.yaml
        !README.md
        !roles/
        !roles/**
        !templates/
        !templates/**
        !specs/
        !specs/**
        !agent-defs/
        !agent-defs/**
        !agent-manifest.json
        !hooks.json
        !groups.json

        """;

    /// <summary>Which of the files, and the folder of role texts, are not there. A bare repository has no tree to put them in.</summary>
    public static IReadOnlyList<string> Missing(Project project) =>
        project.HasTree ? [.. new[] { ConfigReader.SharedFile, IgnoreFile, RoleTextFiles.Folder }.Where(file => !Path.Exists(Path.Combine(project.Root, file)))] : [];

    /// <summary>Writes what is missing and nothing else; returns what it wrote.</summary>
    /// <param name="runtime">The runtime of agents that name none.</param>
    public static IReadOnlyList<string> Write(Project project, string name, string? branch, string? check, string runtime)
    {
        var missing = Missing(project);
        foreach (var file in missing)
        {
            if (file == RoleTextFiles.Folder)
            {
                new RoleTextFiles(project.Root).WriteFirst();
                continue;
            }

            WriteNew(Path.Combine(project.Root, file), file == IgnoreFile ? Ignored : ConfigTemplate.For(name, branch, check, runtime));
        }

        return missing;
    }

    private static void WriteNew(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // CreateNew follows no link and overwrites nothing, even if somebody was faster.
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}

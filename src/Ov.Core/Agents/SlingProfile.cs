using System.Text;

namespace Ov.Core.Agents;

/// <summary>A profile: extra instructions that a project keeps for some of its agents.</summary>
internal static class SlingProfile
{
    /// <exception cref="OvException">not-found.</exception>
    public static string Read(string projectRoot, string name)
    {
        var file = Path.Combine(projectRoot, ".overstory", "profiles", name + ".md");
        return Path.GetFileName(name) == name && File.Exists(file)
            ? File.ReadAllText(file, Encoding.UTF8)
            : throw new OvException(ErrorCode.NotFound, $"There is no profile '{name}'.{Nearest.Sentence(name, Names(file))}", "A profile is a file .overstory/profiles/<name>.md.");
    }

    private static IEnumerable<string> Names(string file) => new DirectoryInfo(Path.GetDirectoryName(file)!) is { Exists: true } folder
        ? folder.EnumerateFiles("*.md").Select(known => Path.GetFileNameWithoutExtension(known.Name))
        : [];
}

using System.Text;

namespace Ov.Core.Config;

/// <summary>Opens a project's configuration. Nothing is read until a value is asked for: commands on the hook path never pay for it.</summary>
public static class ConfigReader
{
    public const string SharedFile = ".overstory/config.yaml";
    public const string LocalFile = ".overstory/config.local.yaml";

    private const int LargestFile = 256 * 1024;

    /// <summary>Shared file &lt; local file &lt; variables; an agent's variables do not count (contract, "Configuration").</summary>
    public static OvConfig Load(string projectRoot, IReadOnlyDictionary<string, string> variables, bool isAgentCaller) =>
        new(projectRoot, () => Tree(
            (problems) => ReadFile(projectRoot, SharedFile, ConfigSource.Shared, problems),
            (problems) => ReadFile(projectRoot, LocalFile, ConfigSource.Local, problems),
            (problems) => isAgentCaller ? null : ConfigVariables.Read(variables, problems)));

    /// <summary>
    /// As of a commit: its shared file &lt; variables. Nothing of the working tree counts, not even a local file, which a change could bring.
    /// </summary>
    /// <param name="read">The shared file's text, or null when the commit has none.</param>
    public static OvConfig AsOf(string projectRoot, string place, Func<string?> read, IReadOnlyDictionary<string, string> variables, bool isAgentCaller) =>
        new(projectRoot, () => Tree(
            (problems) => read() is { } text ? Parsed(text, ConfigSource.Shared, place, problems) : null,
            (problems) => isAgentCaller ? null : ConfigVariables.Read(variables, problems)));

    /// <summary>Reads a text as the shared file: policy taken from another ref, and tests.</summary>
    public static OvConfig Parse(string projectRoot, string text, string place = SharedFile) =>
        new(projectRoot, () => Tree(problems => Parsed(text, ConfigSource.Shared, place, problems)));

    private static ConfigTree Tree(params Func<List<ConfigProblem>, ConfigNode?>[] sources)
    {
        var problems = new List<ConfigProblem>();
        var layers = sources.Select(read => read(problems)).OfType<ConfigNode>().ToList();
        return ConfigTree.Of(layers, problems);
    }

    private static ConfigNode? ReadFile(string projectRoot, string file, ConfigSource source, List<ConfigProblem> problems)
    {
        var path = Path.Combine(projectRoot, file);
        try
        {
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                return null;
            }

            // A link could make somebody else's settings this project's; init refuses one too.
            if (new DirectoryInfo(Path.GetDirectoryName(path)!).LinkTarget is not null)
            {
                throw new IOException("its folder is a symbolic link");
            }

            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder");
            }

            if (new FileInfo(path).Length > LargestFile)
            {
                throw new IOException($"it is larger than {LargestFile / 1024} KiB");
            }

            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
            return Parsed(text, source, file, problems);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = fault switch
            {
                UnauthorizedAccessException => "access is denied",
                ArgumentException => "it is not UTF-8 text",
                _ => fault.Message,
            };
            problems.Add(new(true, "", new(source, file), $"The file cannot be read: {reason}."));
            return null;
        }
    }

    private static ConfigNode? Parsed(string text, ConfigSource source, string place, List<ConfigProblem> problems)
    {
        if (text.Contains('\0'))
        {
            problems.Add(new(true, "", new(source, place), "The file cannot be read: it is not UTF-8 text."));
            return null;
        }

        var node = YamlReader.Read(text.TrimStart('\uFEFF'), source, place, out var problem);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        if (node is not (null or ConfigMap) && !node.IsEmpty)
        {
            problems.Add(new(true, "", node.Origin, $"The file must hold keys such as agents: or merge:, not {node.Shown}."));
        }

        return node as ConfigMap;
    }
}

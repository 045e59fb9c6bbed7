using System.Text;
using Ov.Core.Config;
using Ov.Core.TaskFiles;

namespace Ov.Core.Agents;

/// <summary>Reads <c>.overstory/profiles/&lt;name&gt;.md</c>.</summary>
internal static class ProfileFile
{
    private static readonly string[] Keys = ["label", "message", "variables", "requiresSpec", "nonCoding", "taskScoped"];

    /// <exception cref="OvException">not-found with the known ones; invalid-config naming file and line.</exception>
    public static Profile Read(string projectRoot, string name)
    {
        var folder = Path.Combine(projectRoot, ".overstory", "profiles");
        var file = Path.Combine(folder, name + ".md");
        if (Path.GetFileName(name) != name || !File.Exists(file))
        {
            var known = Names(folder);
            throw new OvException(
                ErrorCode.NotFound, $"There is no profile '{name}'.{Nearest.Sentence(name, known)}", $"{(known.Count == 0 ? "There is none yet." : $"Known: {string.Join(", ", known)}.")} A profile is a file .overstory/profiles/<name>.md.");
        }

        return Of(name, $".overstory/profiles/{name}.md", File.ReadAllText(file, Encoding.UTF8));
    }

    /// <param name="place">As complaints name it.</param>
    internal static Profile Of(string name, string place, string raw)
    {
        var text = raw.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (!FrontMatter.Begins(text))
        {
            return new Profile(name, raw);
        }

        var parts = FrontMatter.Of(text) ?? throw Broken($"{place}: The front matter has no end: a line {FrontMatter.Mark}.");
        var node = YamlReader.Read($"{FrontMatter.Mark}\n{string.Join('\n', parts.Head)}\n", ConfigSource.Shared, place, out var problem);
        if (problem is not null || node is not ConfigMap map)
        {
            throw Broken(problem?.ToString() ?? $"{place}: The front matter holds no fields.");
        }

        var complaints = new ConfigComplaints();
        var profile = From(name, parts.Body, map, complaints);
        return complaints.Problems.Count == 0 ? profile : throw Broken(string.Join(" ", complaints.Problems.OrderBy(complaint => complaint.Origin.Line)));
    }

    private static Profile From(string name, string flow, ConfigMap map, ConfigComplaints complaints)
    {
        foreach (var (key, value) in map.Entries.Where(entry => !Keys.Contains(entry.Key)))
        {
            complaints.Error(value, key, $"{key} is no field of a profile.{Nearest.Sentence(key, Keys)}");
        }

        ConfigNode? At(string key) => map.Entries.GetValueOrDefault(key) is { IsEmpty: false } given ? given : null;
        bool Flag(string key) => At(key) is { } given && Expect.Boolean(given, key, complaints);
        string? Text(string key, string must, Func<string, bool> fits) => At(key) is { } given ? Expect.Text(must, fits)(given, key, complaints) : null;
        return new Profile(name, flow)
        {
            Label = Text("label", "a text on one line", Expect.IsOneLine), Message = Text("message", "a text", text => !string.IsNullOrWhiteSpace(text)),
            Variables = At("variables") is { } names ? Expect.Texts("a name of letters, digits and _ that no placeholder has", IsVariable)(names, "variables", complaints) : [],
            NeedsSpec = Flag("requiresSpec"), IsNonCoding = Flag("nonCoding"), IsForTasks = Flag("taskScoped"),
        };
    }

    private static bool IsVariable(string name) => EnvTemplate.WordsOf($"{{{name}}}") is [var word] && word == name && !SlingPrompt.Knows(name);

    private static List<string> Names(string folder) => new DirectoryInfo(folder) is { Exists: true } there
        ? [.. there.EnumerateFiles("*.md").Select(known => Path.GetFileNameWithoutExtension(known.Name)).Order(StringComparer.Ordinal)]
        : [];

    private static OvException Broken(string sentence) => new(ErrorCode.InvalidConfig, sentence, "Correct the file; nothing was started.");
}

using System.Text;
using Ov.Core.Agents;
using Ov.Core.Config;

namespace Ov.Core.Templates;

/// <summary>Where templates come from: five are built in, and a project's own file of a name goes before them.</summary>
public static class TemplateSource
{
    /// <summary>Relative to the project's root.</summary>
    public const string Folder = ".overstory/templates";

    public static IReadOnlyList<string> BuiltInNames { get; } = ["leads", "loop", "packages", "waves", "pipeline"];

    /// <exception cref="OvException">not-found with the nearest name, invalid-config with every error.</exception>
    public static RunTemplate Named(OvApp app, string name)
    {
        var own = Own(app.Project.Root);
        if (own.Contains(name))
        {
            var file = $"{Folder}/{name}.yaml";
            return new TemplateReader(Roles.In(app.Config)).Read(name, File.ReadAllText(Path.Combine(app.Project.Root, file), Encoding.UTF8), file);
        }

        return BuiltInNames.Contains(name) ? BuiltIn(name) : throw new OvException(
            ErrorCode.NotFound, $"There is no template '{name}'.{Nearest.Sentence(name, [.. BuiltInNames, .. own])}", $"Built in: {string.Join(", ", BuiltInNames)}. Your own go into {Folder}/<name>.yaml.");
    }

    internal static RunTemplate BuiltIn(string name)
    {
        using var stream = typeof(TemplateSource).Assembly.GetManifestResourceStream("templates/" + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new TemplateReader(Roles.With(new Dictionary<string, RoleOverride>())).Read(name, reader.ReadToEnd(), $"{name}.yaml");
    }

    private static List<string> Own(string root)
    {
        var folder = Path.Combine(root, Folder);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Where(Expect.IsName)] : [];
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Config;

/// <summary>
/// Overstory's <c>agent-manifest.json</c>. Of its built-in roles it only repeats what ov decides by its own table; a role of the project's
/// own becomes one here: a worker that may start nobody unless the file says so.
/// </summary>
public sealed record RoleManifest(IReadOnlyList<ManifestRole> Roles, string? Problem)
{
    private const int LargestFile = 256 * 1024;

    private static readonly RoleManifest Empty = new([], null);

    /// <summary>Never throws: a broken manifest takes nothing away but its own roles.</summary>
    public static RoleManifest Read(OvConfig config)
    {
        var name = config.Setting(ConfigKeys.RoleManifest).Found;
        var path = Path.GetFullPath(name, config.ProjectRoot);
        if (!File.Exists(path))
        {
            return Empty;
        }

        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                return new RoleManifest([], $"{name} is larger than {LargestFile / 1024} KiB and is not read.");
            }

            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), RoleManifestJson.Default.ManifestFile);
            return new RoleManifest([.. (file?.Agents ?? []).Where(pair => pair.Value is not null && Expect.IsName(pair.Key)).Select(pair => Of(pair.Key, pair.Value!))], null);
        }
        catch (JsonException fault)
        {
            return new RoleManifest([], $"{name} is not read: line {fault.LineNumber + 1} is no valid JSON.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new RoleManifest([], $"{name} is not read: {fault.Message}");
        }
    }

    private static ManifestRole Of(string name, ManifestEntry entry) => new(
        name.ToLowerInvariant(), entry.File is { Length: > 0 } file && Path.GetFileName(file) == file ? file : name + ".md", entry.CanSpawn,
        (entry.Constraints ?? []).Contains("read-only"));
}

/// <param name="File">Its definition in the folder of definitions.</param>
public sealed record ManifestRole(string Name, string File, bool CanSpawn, bool IsReadOnly);

internal sealed record ManifestFile(Dictionary<string, ManifestEntry?>? Agents);

internal sealed record ManifestEntry(string? File, bool CanSpawn, string?[]? Constraints);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ManifestFile))]
internal sealed partial class RoleManifestJson : JsonSerializerContext;

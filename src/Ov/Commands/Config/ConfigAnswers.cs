using System.Text.Json.Serialization;
using Ov.Core.Config;
using Ov.Core.Projects;
using Ov.Core.Ledger;

namespace Ov.Commands.Configs;

internal sealed record ConfigShowAnswer(IReadOnlyList<ShownSetting> Settings, IReadOnlyList<ShownProblem> Problems);

/// <summary>The findings; when one is an error, the fields of every failed command too.</summary>
internal sealed record ConfigCheckAnswer(int Errors, int Warnings, IReadOnlyList<ShownProblem> Problems)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Retryable { get; init; }
}

internal sealed record ConfigTrustAnswer(IReadOnlyList<TrustedCommand> Commands, bool DryRun);

/// <summary>One setting in force.</summary>
/// <param name="Source">default, shared, local or variable.</param>
/// <param name="Origin">File and line, or the variable's name.</param>
/// <param name="Broken">Its value is wrong: what needs it is refused.</param>
internal sealed record ShownSetting(string Key, string Value, string Default, string Source, string Origin, bool Broken)
{
    public static ShownSetting Of(Setting setting) => Of(setting, setting.Key.Path);

    public static ShownSetting Of(Setting setting, string path) => new(
        path, path == setting.Key.Path ? setting.Text : setting.TextAt(path[(setting.Key.Path.Length + 1)..]), setting.Key.DefaultText,
        setting.Origin.Source.Word(), setting.Origin.ToString(), setting.IsBroken);
}

/// <summary>One finding.</summary>
/// <param name="Level">error or warning.</param>
/// <param name="Origin">File and line, or the variable's name.</param>
internal sealed record ShownProblem(string Level, string Key, string Origin, string Sentence)
{
    public static ShownProblem Of(ConfigProblem problem) => new(problem.IsError ? "error" : "warning", problem.Key, problem.Origin.ToString(), problem.Sentence);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigShowAnswer))]
[JsonSerializable(typeof(ConfigCheckAnswer))]
[JsonSerializable(typeof(ConfigTrustAnswer))]
[JsonSerializable(typeof(ConfigChange))]
[JsonSerializable(typeof(ConfigEdit))]
internal sealed partial class ConfigJson : JsonSerializerContext;

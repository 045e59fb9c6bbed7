using Ov.Core.Config;

namespace Ov.Core.Runtimes.Survey;

/// <summary>One thing that the configuration says of a runtime.</summary>
/// <param name="Key">As it is written below <c>runtimes.NAME</c>.</param>
/// <param name="Origin">File and line of the runtime's section.</param>
public sealed record RuntimeSetting(string Key, string Value, string Origin)
{
    public static IReadOnlyList<RuntimeSetting> Of(RuntimeOverride? configured)
    {
        if (configured is null)
        {
            return [];
        }

        var found = new (string Key, string? Value)[]
        {
            ("model", configured.Model), ("effort", configured.Effort), ("permission", configured.IsFull ? "full" : null),
            ("mcp", configured.Mcp switch { true => "true", false => "false", _ => null }),
            ("args", configured.Arguments.Count > 0 ? string.Join(' ', configured.Arguments) : null),
            ("models", configured.Models.Count > 0 ? string.Join(", ", configured.Models.Select(alias => $"{alias.Key} = {alias.Value}")) : null),
            ("command", Words(configured.Command)), ("resume", Words(configured.Resume)), ("events", configured.Command is null ? null : configured.Events),
        };
        return [.. found.Where(one => one.Value is not null).Select(one => new RuntimeSetting(one.Key, one.Value!, configured.Origin))];
    }

    private static string? Words(IReadOnlyList<IReadOnlyList<string>>? template) => template is null ? null : string.Join(' ', template.SelectMany(words => words));
}

using System.Text.Json;
using Ov.Core.Hooks;
using Ov.Core.Json;

namespace Ov.Core.Runtimes;

/// <summary>The fields of a tool's input that tell what the call does; the rest, such as a file's whole text, is not kept.</summary>
internal static class ToolInput
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(JsonElement element, string member) =>
        [.. element.Texts(member).Where(field => HookPayload.KeyFields.Contains(field.Key))];
}

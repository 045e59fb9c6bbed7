using System.Text.Json;
using ModelContextProtocol.Protocol;
using Ov.Cli;
using Ov.Core;

namespace Ov.Mcp;

/// <summary>What a call answers: the document that <c>--json</c> writes, and the same in words.</summary>
internal static class ToolAnswer
{
    /// <param name="document">One JSON object.</param>
    /// <param name="words">As text; a refusal brings its own.</param>
    public static CallToolResult Of(string document, string words)
    {
        using var parsed = JsonDocument.Parse(document);
        var root = parsed.RootElement;
        var success = root.GetProperty("success").GetBoolean();
        return new CallToolResult
        {
            IsError = !success, StructuredContent = root.Clone(),
            Content = [new TextContentBlock { Text = !success && root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? Refusal(root, code.GetString()!) : words }],
        };
    }

    public static CallToolResult Of(string tool, OvException refusal) => Of(Envelope.Error(tool, refusal), "");

    /// <summary>A page of help.</summary>
    public static CallToolResult Told(string tool, string text) =>
        Of(Envelope.Success(tool, success: true, JsonSerializer.SerializeToUtf8Bytes(new TextAnswer(text), AnswerJson.Default.TextAnswer)), text);

    /// <summary>The documents of several commands, in order.</summary>
    public static CallToolResult Each(string tool, IReadOnlyList<ToolDone> answers)
    {
        var success = answers.All(one => one.Success);
        var results = $"{{\"results\":[{string.Join(',', answers.Select(one => one.Document.TrimEnd()))}]}}";
        var words = answers.Select(one => (one.IsTold ? one.Words : ((TextContentBlock)Of(one.Document, one.Words).Content[0]).Text).TrimEnd());
        return Of(Envelope.Success(tool, success, System.Text.Encoding.UTF8.GetBytes(results)), string.Join('\n', words));
    }

    private static string Refusal(JsonElement root, string code)
    {
        var hint = root.TryGetProperty("hint", out var given) && given.ValueKind == JsonValueKind.String ? $"\n  {given.GetString()}" : "";
        return $"Error [{code}]: {root.GetProperty("error").GetString()}{hint}";
    }
}

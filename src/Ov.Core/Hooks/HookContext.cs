using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Hooks;

/// <summary>When a hook hands its text to the model.</summary>
public enum HookMoment
{
    SessionStart,
    Prompt,
    AfterTool,
}

/// <summary>
/// A text for the model in the form in which a runtime takes it from its hook. Of Claude Code and Codex it could stand plainly at a start and
/// at a prompt, but not after a tool; of Gemini CLI and Copilot nowhere.
/// </summary>
public static class HookContext
{
    /// <param name="runtime">One of <see cref="Guarding.GuardAnswerForm.Words"/>; for those without a form of their own the text stays as it is.</param>
    public static string Of(string runtime, HookMoment moment, string text) => text.Length == 0 ? "" : runtime switch
    {
        "claude" or "codex" => Named(moment switch { HookMoment.SessionStart => "SessionStart", HookMoment.Prompt => "UserPromptSubmit", _ => "PostToolUse" }, text),
        "gemini" => Named(moment switch { HookMoment.SessionStart => "SessionStart", HookMoment.Prompt => "BeforeAgent", _ => "AfterTool" }, text),
        "copilot" => JsonText.Object(json => json.WriteString(Field, text)),
        _ => text,
    };

    private const string Field = "additionalContext";

    private static string Named(string name, string text) => JsonText.Object(json =>
    {
        json.WriteStartObject("hookSpecificOutput");
        json.WriteString("hookEventName", name);
        json.WriteString(Field, text);
        json.WriteEndObject();
    });
}

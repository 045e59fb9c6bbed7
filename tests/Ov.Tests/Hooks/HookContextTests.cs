using Ov.Core.Hooks;
using Ov.Core.Runtimes;
using Ov.Tests.Runtimes;

namespace Ov.Tests.Hooks;

/// <summary>Text for the model, in the words of each runtime's hooks; that each understands it is shown with the real clients.</summary>
public sealed class HookContextTests
{
    [Theory]
    [InlineData("claude", HookMoment.SessionStart, """{"hookSpecificOutput":{"hookEventName":"SessionStart","additionalContext":"two\nlines"}}""")]
    [InlineData("claude", HookMoment.AfterTool, """{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"two\nlines"}}""")]
    [InlineData("codex", HookMoment.Prompt, """{"hookSpecificOutput":{"hookEventName":"UserPromptSubmit","additionalContext":"two\nlines"}}""")]
    [InlineData("gemini", HookMoment.Prompt, """{"hookSpecificOutput":{"hookEventName":"BeforeAgent","additionalContext":"two\nlines"}}""")]
    [InlineData("gemini", HookMoment.AfterTool, """{"hookSpecificOutput":{"hookEventName":"AfterTool","additionalContext":"two\nlines"}}""")]
    [InlineData("copilot", HookMoment.AfterTool, """{"additionalContext":"two\nlines"}""")]
    [InlineData("pi", HookMoment.Prompt, "two\nlines")]
    [InlineData("plain", HookMoment.SessionStart, "two\nlines")]
    public void A_text_has_the_form_that_the_runtime_takes_it_in(string runtime, HookMoment moment, string form) =>
        Assert.Equal(form.Replace("\\n", runtime is "pi" or "plain" ? "\n" : "\\n", StringComparison.Ordinal), HookContext.Of(runtime, moment, "two\nlines"));

    [Fact]
    public void Nothing_to_say_is_said_with_nothing() => Assert.Equal("", HookContext.Of("gemini", HookMoment.Prompt, ""));

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("copilot")]
    public void A_screen_is_told_where_it_stands_and_asks_for_mail_and_a_turn_without_one_has_its_guard_alone(string name)
    {
        var (runtime, context) = (RuntimeList.Known.Require(name), TurnSample.Context());
        var screen = Told(runtime.Terminal(context)!.Launch);
        Assert.Contains($"prime --runtime {name}", screen);
        Assert.Contains($"mail check --inject --runtime {name}", screen);
        Assert.Contains($"mail check --inject --urgent --runtime {name}", screen);
        Assert.DoesNotContain("prime", Told(runtime.Launch(context)));
        Assert.True(runtime.Traits.HasScreenHooks);
    }

    private static string Told(TurnLaunch launch) => string.Join('\n', [.. launch.Argv, .. launch.Files.Select(file => file.Value)]);
}

using Ov.Core.Runtimes;
using Ov.Core.Terminals;

namespace Ov.Tests.Runtimes;

/// <summary>What the screens of the clients say, by the few words that ov looks for. No question on one is ever answered: a person is told.</summary>
public sealed class ScreenTests
{
    private const string Trust = "asks whether the folder is trusted";

    [Theory]
    [InlineData("claude", "────────────────────────\n❯ \n────────────────────────\n  ⏵⏵ accept edits on", ScreenState.Ready)]
    [InlineData("claude", "────────────────────────\n❯ \n────────────────────────\n  esc to interrupt", ScreenState.Busy)]
    [InlineData("codex", "› \n\n  ? for shortcuts", ScreenState.Ready)]
    [InlineData("codex", "• Working (2s • esc to interrupt)\n\n› \n  ? for shortcuts", ScreenState.Busy)]
    [InlineData("opencode", "Ask anything...", ScreenState.Ready)]
    [InlineData("opencode", "an answer\n   tab agents  ctrl+p commands", ScreenState.Ready)]
    [InlineData("opencode", "■■■ esc interrupt      ctrl+p commands", ScreenState.Busy)]
    [InlineData("pi", "────\n\n────\n~/repo\n$0.000 0.0%/128k (auto)   (mock) scripted", ScreenState.Ready)]
    [InlineData("pi", "⠋ Working...\n────\n~/repo\n$0.000 0.0%/128k (auto)   (mock) scripted", ScreenState.Busy)]
    [InlineData("gemini", " *   Type your message or @path/to/file", ScreenState.Ready)]
    [InlineData("gemini", " ⠋ Thinking... (esc to cancel, 2s)\n *   Type your message or @path/to/file", ScreenState.Busy)]
    [InlineData("copilot", "❯\n────\n Interactive · / commands · ? help", ScreenState.Ready)]
    [InlineData("copilot", "❯\n────\n ● Working · 92 B esc esc interrupt", ScreenState.Busy)]
    [InlineData("copilot", "❯\n────\n ● Waiting for background shells · 107 B esc esc interrupt", ScreenState.Busy)]
    [InlineData("gemini", "Gemini CLI is restarting", ScreenState.Unclear)]
    [InlineData("claude", "", ScreenState.Unclear)]
    public void A_prompt_is_told_from_work_also_where_it_stays_on_the_screen(string client, string screen, ScreenState state) => Assert.Equal(state, Screen(client).Judge(screen));

    [Theory]
    [InlineData("claude", "● Slowly.\n  ⎿  Interrupted · What should Claude do instead?\n\n────────────────────────\n❯ \n────────────────────────\n  ? for shortcuts", true)]
    [InlineData("claude", "  ⎿  Interrupted · What should Claude do instead?\n      tmux focus-events off\n\n────────────────────────\n❯ No, blue", true)]
    [InlineData("claude", "  ⎿  Interrupted · What should Claude do instead?\n\n❯ Blue\n● Done.\n────────────────────────\n❯ ", false)]
    [InlineData("codex", "■ Conversation interrupted - use /feedback\n\n  1 background terminal running\n\n› Ask Codex\n\n  ? for shortcuts", true)]
    [InlineData("codex", "■ Conversation interrupted - use /feedback\n\n› Blue\n\n• Done.\n\n› Ask Codex\n  ? for shortcuts", false)]
    [InlineData("opencode", "   ▣  Build · scripted · interrupted\n  ┃\n  ┃  Build\n   ctrl+p commands", true)]
    [InlineData("opencode", "   ▣  Build · scripted · interrupted\n  ┃ Blue\n   Done.\n   ▣  Build · scripted\n   ctrl+p commands", false)]
    [InlineData("pi", " $ make\n Command aborted\n\n Operation aborted\n\n────────────────────────\n\n────────────────────────\n~/repo\n$0.000 0.0%/128k (auto)   (mock) scripted", true)]
    [InlineData("pi", " Operation aborted\n\n Blue\n\n Done.\n────────────────────────\n\n────────────────────────\n~/repo\n$0.000 0.0%/128k (auto)   (mock) scripted", false)]
    [InlineData("gemini", "ℹ Request cancelled.\n╭──╮\n│ -  Shell make │\n╰──╯\n >   Type your message or @path/to/file", true)]
    [InlineData("gemini", "ℹ Request cancelled.\n > Blue\n✦ Done.\n >   Type your message or @path/to/file", false)]
    [InlineData("copilot", " ✗ Shell make\n ● Operation cancelled by user\n\n ~/repo [main]\n❯\n Interactive · / commands · ? help", true)]
    [InlineData("copilot", " ● Operation cancelled by user\n ❯ Blue\n ● Done.\n\n❯\n Interactive · / commands · ? help", false)]
    public void Work_that_a_person_broke_off_is_seen_as_long_as_nothing_came_after_it(string client, string screen, bool broken) => Assert.Equal(broken, Screen(client).IsInterrupted(screen));

    [Theory]
    [InlineData("claude", "❯ 1. No, exit\n  2. Yes, I trust this folder\n", Trust)]
    [InlineData("claude", "Do you want to use this API key?\n❯ 1. No (recommended)", "asks whether the API key in its environment may be used")]
    [InlineData("claude", "Claude Code running in Bypass Permissions mode\n❯ 1. No, exit", "warns of its bypass mode and asks whether to go on")]
    [InlineData("claude", "Do you want to proceed?\n❯ 1. Yes", "asks for a permission")]
    [InlineData("claude", "Unable to connect to Anthropic services", "cannot reach its service")]
    [InlineData("codex", "Trust this folder? Codex can read\n› 1. Trust and continue", Trust)]
    [InlineData("codex", "Hooks need review\n12 hooks are new or changed.\n› 1. Review hooks\n  enter confirm · esc skip", "asks whether hooks may run")]
    [InlineData("codex", "› 1. Try new model\n  2. Use existing model\n  enter/esc confirm", "offers another model")]
    [InlineData("opencode", "Permission required\n  Allow once", "asks for a permission")]
    [InlineData("pi", "Fork this session into current directory? [y/N]", "asks something")]
    [InlineData("gemini", "Do you trust the files in this folder?\n● 1. Trust folder (repo)", Trust)]
    [InlineData("gemini", "How would you like to authenticate for this project?", "asks for a login")]
    [InlineData("gemini", "Allow execution of: 'make'?", "asks for a permission")]
    [InlineData("copilot", "Confirm folder trust\n❯ 1. Yes\n  2. Yes, and remember this folder", Trust)]
    [InlineData("copilot", "❯ 1. One way\n ↑/↓ to navigate · enter to select · esc to cancel", "asks something")]
    public void A_question_is_a_person_s_and_named_in_words(string client, string screen, string meaning)
    {
        Assert.Equal(ScreenState.Dialog, Screen(client).Judge(screen));
        Assert.Equal(meaning, Screen(client).DialogOn(screen)!.Meaning);
    }

    /// <summary>Words of a question in an answer of the model are no question.</summary>
    [Fact]
    public void A_question_that_is_only_quoted_in_a_conversation_is_none() =>
        Assert.Equal(ScreenState.Ready, Screen("gemini").Judge("✦ It says: Do you trust the files in this folder?\n *   Type your message or @path/to/file"));

    private static TerminalScreen Screen(string client) => new(RuntimeList.Known.Require(client).Terminal(TurnSample.Context())!);
}

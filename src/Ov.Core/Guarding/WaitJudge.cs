using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>
/// Judges what waits without end: for a person at a screen, or in a loop for something that ov brings by itself. One for each command line,
/// since a loop shows only in several calls.
/// </summary>
internal sealed class WaitJudge
{
    private static readonly string[] EditorVariables = ["GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "EDITOR", "VISUAL"];

    /// <summary>Loops in which something sleeps, and those in which ov is asked how things stand.</summary>
    private readonly HashSet<int> _sleeping = [], _asking = [];

    /// <summary>What it starts, and the loop that it stands in.</summary>
    public GuardVerdict? Of(ShellCall call) => Screen(call) ?? Chosen(call) ?? Polling(call);

    private static GuardVerdict? Screen(ShellCall call)
    {
        var words = call.Words.Skip(1).ToList();
        return call.Program switch
        {
            { } editor when IsEditor(editor) && !IsBatch(editor, words) => Deny($"'{editor}' is an editor, and nobody sits before it"),
            "ed" or "ex" when call.Input == ShellInput.Inherited && !Has(words, "s", "c") => Deny($"'{call.Program}' without input waits for somebody to type"),
            "less" or "more" or "most" or "pg" when !Has(words, "version", "help", "V") => Deny($"'{call.Program}' is a pager, and nobody turns its pages"),
            "top" when !Has(words, "b") => Deny("'top' without -b fills a screen that nobody sees"),
            "htop" or "btop" or "atop" or "watch" or "tig" or "lazygit" or "gitui" or "gitk" or "mc" or "ranger" or "ncdu" or "dialog" or "whiptail" =>
                Deny($"'{call.Program}' fills a screen that nobody sees"),
            "ov" or "overstory" => OfOv(words),
            "git" => OfGit(call),
            _ => null,
        };
    }

    /// <summary>An editor that the line itself names for git.</summary>
    private static GuardVerdict? Chosen(ShellCall call)
    {
        var named = call.Sets.Where(set => EditorVariables.Contains(set.Key)).Select(set => set.Value)
            .Concat(call.Program == "git" ? ShellGitLine.Of(call).Settings.Where(setting => SettingOf(setting) is "core.editor" or "sequence.editor").Select(setting => setting with { Text = setting.Text[(setting.Text.IndexOf('=', StringComparison.Ordinal) + 1)..] }) : []);
        return named.Where(value => value.IsExact).Select(value => value.Text.Split(' ')).FirstOrDefault(words => IsEditor(NameOf(words[0])) && !IsBatch(NameOf(words[0]), [.. words.Skip(1).Select(ShellField.Of)])) is [var editor, ..]
            ? Deny($"'{editor}' is an editor, and nobody sits before it") : null;
    }

    private GuardVerdict? Polling(ShellCall call)
    {
        if (call.Loop == 0)
        {
            return null;
        }

        if (call.Program == "sleep")
        {
            _sleeping.Add(call.Loop);
        }
        else if (call.Program is "ov" or "overstory" && Asks(call))
        {
            _asking.Add(call.Loop);
            if (call.IsCondition)
            {
                _sleeping.Add(call.Loop);
            }
        }

        return _sleeping.Contains(call.Loop) && _asking.Contains(call.Loop) ? Deny("This loop asks ov again and again and spends the turn on waiting") : null;
    }

    private static bool Asks(ShellCall call) => OvWords(call.Words.Skip(1)) switch
    {
        ["status" or "agents" or "show" or "inspect" or "wait" or "feed" or "errors" or "logs" or "trace", ..] => true,
        ["mail", "check" or "list" or "read", ..] => true,
        ["task" or "run" or "group" or "gate" or "note" or "spec", "show" or "list" or "status" or "ready" or "read" or "check", ..] => true,
        ["merge", ..] => call.Words.Any(word => word.Text == "--status"),
        _ => false,
    };

    private static GuardVerdict? OfOv(List<ShellField> words) => OvWords(words) switch
    {
        ["attach", ..] => Deny("'ov attach' shows an agent's terminal to a person"),
        ["dashboard", ..] when !words.Exists(word => word.Text is "--once" or "--help" or "-h") => Deny("'ov dashboard' without --once fills a screen that nobody sees"),
        _ => null,
    };

    /// <summary>Answers that come through a pipe or from a text are no waiting.</summary>
    private static GuardVerdict? OfGit(ShellCall call)
    {
        if (call.Input != ShellInput.Inherited)
        {
            return null;
        }

        var line = ShellGitLine.Of(call);
        var asks = line.Subcommand switch
        {
            "add" => Has(line.Rest, "i", "interactive", "p", "patch", "e", "edit"),
            "commit" => Has(line.Rest, "p", "patch", "interactive"),
            "checkout" or "restore" or "reset" or "switch" => Has(line.Rest, "p", "patch"),
            "stash" => line.Rest is not [{ Text: "show" or "list" }, ..] && Has(line.Rest, "p", "patch"),
            "rebase" => Has(line.Rest, "i", "interactive", "edit-todo") && !Has(line.Rest, "autosquash", "x", "exec") && !call.Sets.ContainsKey("GIT_SEQUENCE_EDITOR") && !line.Settings.Any(setting => SettingOf(setting) == "sequence.editor"),
            "mergetool" or "gui" or "citool" => true,
            _ => false,
        };
        return asks ? Deny($"'git {line.Subcommand}' would ask a person what to do") : null;
    }

    private static string SettingOf(ShellField setting) => setting.Text.Split('=')[0].ToLowerInvariant();

    private static bool IsEditor(string program) => program is "vi" or "vim" or "nvim" or "view" or "vimdiff" or "nano" or "pico" or "emacs" or "emacsclient" or "joe" or "micro" or "mcedit" or "hx" or "kak";

    /// <summary>Told to do something and to end.</summary>
    private static bool IsBatch(string editor, List<ShellField> words) => Has(words, "version", "help", "h")
        || (editor.Contains("emacs", StringComparison.Ordinal) ? words.Exists(word => word.Text is "--batch" or "-batch" or "--script" or "-e" or "--eval")
            : words.Exists(word => word.Text is "-es" or "-Es" or "--headless") || (Has(words, "e", "E") && Has(words, "s")));

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool Has(IEnumerable<ShellField> words, params ReadOnlySpan<string> options) => ShellArguments.Of(words).Has(options);

    private static List<string> OvWords(IEnumerable<ShellField> words) => [.. ShellArguments.Of(words, "project C run color agent").Operands.Select(word => word.IsExact ? word.Text : "")];

    private static GuardVerdict Deny(string what) => GuardVerdict.Deny(GuardRules.NoWaiting, what + ".");
}

using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree open &lt;name&gt;</c>: go into a worktree with a shell, an editor or a command.</summary>
internal static class WorktreeOpenCommand
{
    public static Command Create(CommandRunner runner)
    {
        var which = new Argument<string>("worktree") { Description = "An agent, name, path or branch." };
        var words = new Argument<string[]>("command") { Description = "After --: a command and its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var exec = new Option<string?>("--exec") { Description = "Run a shell line there, or the words after --; the exit status is the command's.", HelpName = "command", Arity = ArgumentArity.ZeroOrOne };
        var editor = new Option<bool>("--editor") { Description = "Open it in VISUAL or EDITOR." };
        var path = new Option<bool>("--path") { Description = "Only print the path, also on a terminal." };
        return runner.Define(
            new Command("open", "Go into a worktree with a shell, an editor or a command, or print its path") { which, words, exec, editor, path },
            new CommandGuide("ov worktree open builder-1", "ov worktree open spike-login --path", "ov worktree open builder-1 --exec \"make test\"", "ov worktree open spike-login -- npm run dev", "ov worktree open spike-login --editor")
            {
                Answer = () => WorktreeJson.Default.WorktreeOpenAnswer, Refusals = [ErrorCode.NotFound],
                About = "On a terminal it starts your shell there, with the worktree's ports and variables; leave it with exit. Without a terminal, with --path or --json, it prints the path: cd \"$(ov worktree open spike-login --path)\".",
            },
            (app, parse) => Open(app, parse, parse.GetValue(which)!, parse.GetValue(words) ?? [], new Wish(parse.GetResult(exec) is not null, parse.GetValue(exec), parse.GetValue(editor), parse.GetValue(path))));
    }

    private static CommandResult Open(OvApp app, ParseResult parse, string which, string[] words, Wish wish)
    {
        var dashes = parse.Tokens.Any(token => token.Type == System.CommandLine.Parsing.TokenType.DoubleDash);
        if (words.Length > 0 && !dashes)
        {
            throw new OvException(ErrorCode.Usage, $"One worktree is opened at a time, and '{words[0]}' is a second word.", $"A command follows two dashes: ov worktree open {which} -- {string.Join(' ', words)}");
        }

        var isCommand = wish.Exec || dashes;
        var command = ExecRuntime.OfOption(wish.Line, words);
        if (isCommand && command is null)
        {
            throw new OvException(ErrorCode.Usage, "No command was given.", $"For example: ov worktree open {which} -- make test");
        }

        if (new[] { isCommand, wish.Editor, wish.Path || app.Options.Json }.Count(wanted => wanted) > 1)
        {
            throw new OvException(ErrorCode.Usage, "A command, --editor and printing the path (--path, --json) exclude each other.");
        }

        var opener = WorktreeOpener.Of(app, which);
        var onTerminal = app.Environment is { InIsTerminal: true, OutIsTerminal: true };
        return isCommand ? CommandResult.Silent(opener.Run(command!))
            : wish.Editor ? CommandResult.Silent(opener.Edit())
            : wish.Path || app.Options.Json || !onTerminal ? CommandResult.Of(
                new WorktreeOpenAnswer(opener.Name, opener.Path, opener.Branch), () => WorktreeJson.Default.WorktreeOpenAnswer, (answer, view) => view.Line(answer.Path))
            : CommandResult.Silent(opener.Shell());
    }

    private sealed record Wish(bool Exec, string? Line, bool Editor, bool Path);
}

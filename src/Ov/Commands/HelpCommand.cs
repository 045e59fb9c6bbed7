using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Cli.Help;
using Ov.Core;
using Ov.Core.Completing;

namespace Ov.Commands;

/// <summary><c>ov help [all|topics|man|reference|&lt;topic&gt;|&lt;error code&gt;|&lt;command&gt;…]</c>.</summary>
internal static class HelpCommand
{
    /// <summary>Its first word; it tells of all the others.</summary>
    public const string Word = "help";

    public static Command Create(CommandRunner runner)
    {
        var about = new Argument<string[]>("about")
        {
            Description = "A command, a topic, an error code, 'all', 'topics', 'man [<command>]' or 'reference'.", Arity = ArgumentArity.ZeroOrMore,
        }.Completes(() => HelpTopics.Words.Concat(ErrorCode.All.Select(code => code.Name)), Candidate.Command);
        var folder = new Option<string?>("--dir") { Description = "With 'man': write all manual pages into this folder.", HelpName = "folder" }.Completes(Candidate.Folder);
        var command = new Command(Word, "Show help for a command, a topic or an error code") { about, folder };
        var guide = new CommandGuide("ov help", "ov help mail send", "ov help start", "ov help not-ready", "ov help errors", "ov help man sling | head -n 3", "ov help man --dir man")
        {
            Answer = () => AnswerJson.Default.TextAnswer, Refusals = [ErrorCode.NotFound],
            About = "On a terminal longer texts go through a pager: OV_PAGER, else PAGER, else 'less -FRX'; set OV_PAGER to nothing for none.\n\n"
                + "'man' prints a manual page in roff (read it with 'ov help man sling | man -l -'), with --dir one file for each command and topic. "
                + "'reference' prints docs/reference.md.",
        };
        return runner.Define(command, guide, (app, parse) => Answer(app, new HelpFinder(runner, parse.RootCommandResult.Command), runner, parse.GetValue(about) ?? [], parse.GetValue(folder)));
    }

    private static CommandResult Answer(OvApp app, HelpFinder finder, CommandRunner runner, string[] words, string? folder)
    {
        if (folder is not null && words is not ["man"])
        {
            throw new OvException(ErrorCode.Usage, "--dir goes with 'ov help man'.", $"ov help man --dir {folder}");
        }

        var width = HelpWidth.Of(app.Environment, app.Options);
        var text = words switch
        {
            [] => new RootPages(runner).OneScreen(finder.Root, width),
            ["man", .. var rest] => folder is null ? RoffHelp.Draw(finder.Find(rest)) : new ManualPages(finder, runner).WriteTo(Path.GetFullPath(folder, app.Environment.WorkingDirectory)),
            ["reference"] => new ReferencePage(finder, runner).Draw(),
            _ => TerminalHelp.Draw(finder.Find(words), width),
        };
        // Roff and Markdown are for programs; only what is made for people is paged.
        var paged = words is not ([] or ["man", ..] or ["reference"]);
        return CommandResult.Of(new TextAnswer(text), () => AnswerJson.Default.TextAnswer, (answer, view) =>
        {
            if (!paged || !Pager.Show(app.Environment, answer.Text))
            {
                view.Raw(answer.Text);
            }
        });
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Ov.Core;

namespace Ov.Cli.Help;

/// <summary>What stands behind <c>-h</c> (one screen) and <c>--help</c> (the whole guide, through a pager on a terminal).</summary>
internal sealed class HelpPage(CommandRunner runner, bool whole) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not have given the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parseResult.UnmatchedTokens.Count > 0)
        {
            // What a mistyped noun in front of --help asks about does not exist.
            return runner.FailParse(parseResult);
        }

        var chosen = runner.Options.Read(parseResult);
        var text = TextOf(command, HelpWidth.Of(runner.Environment, chosen));
        if (chosen.Json)
        {
            runner.Environment.Out.WriteLine(Envelope.Success(Commands.HelpCommand.Word, true, CommandResult.OfText(text).Json!()));
        }
        else if (!whole || !Pager.Show(runner.Environment, text))
        {
            runner.Environment.Out.Write(text);
        }

        return 0;
    }

    private string TextOf(Command command, int width) => (command.Parents.Any(), whole) switch
    {
        (true, true) => TerminalHelp.Draw(new CommandPages(runner).Guide(command), width),
        (true, false) => new CommandPages(runner).OneScreen(command, width),
        (false, true) => TerminalHelp.Draw(new RootPages(runner).Everything(command), width),
        (false, false) => new RootPages(runner).OneScreen(command, width),
    };
}

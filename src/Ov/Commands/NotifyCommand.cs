using System.CommandLine;
using Ov.Cli;
using Ov.Core.Notifying;

namespace Ov.Commands;

/// <summary><c>ov notify &lt;event&gt;</c> (hidden): brings a notice to whoever is to see it. Only the tick starts it.</summary>
internal static class NotifyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var number = new Argument<long>("event") { Description = "The event that holds the notice." };
        var command = new Command("notify", "Bring a notice to the operator (started by the tick)") { number };
        command.Hidden = true;
        return runner.Define(command, new CommandGuide("ov notify 4711") { Answer = () => AnswerJson.Default.NoFields }, (app, parse, stop) =>
        {
            NoticeSender.Send(app, parse.GetValue(number), stop);
            return Task.FromResult(CommandResult.Silent());
        });
    }
}

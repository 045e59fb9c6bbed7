using System.CommandLine;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Projects;

namespace Ov.Cli;

/// <summary>
/// Binds commands to their bodies and runs them: the one place that chooses JSON or text, catches, and sets the exit status.
/// No command has an <c>if (json)</c>.
/// </summary>
internal sealed class CommandRunner(OvEnvironment environment, GlobalOptions options)
{
    private readonly Dictionary<Command, CommandGuide> _guides = [];

    public GlobalOptions Options => options;

    public OvEnvironment Environment => environment;

    /// <summary>Runs after a successful command that changed state: the tick that nobody has to remember.</summary>
    public Action<OvApp>? AfterWrite { get; set; }

    public CommandGuide? GuideOf(Command command) => _guides.GetValueOrDefault(command);

    /// <summary>Binds a command whose body answers at once.</summary>
    public Command Define(Command command, CommandGuide guide, Func<OvApp, ParseResult, CommandResult> body)
    {
        _guides.Add(command, guide);
        var dryRun = DryRun.Of(command, guide);
        command.SetAction(parse => Run(command, guide, dryRun, parse, (app, result) => body(app, result)));
        return command;
    }

    /// <summary>Binds a command whose body waits; the token is cancelled by Ctrl-C or SIGTERM.</summary>
    public Command Define(Command command, CommandGuide guide, Func<OvApp, ParseResult, CancellationToken, Task<CommandResult>> body)
    {
        _guides.Add(command, guide);
        var dryRun = DryRun.Of(command, guide);
        // On a thread of its own: the parser listens for Ctrl-C only once the action has given control back.
        command.SetAction((parse, stop) => Task.Factory.StartNew(
            () => Run(command, guide, dryRun, parse, (app, result) => body(app, result, stop).GetAwaiter().GetResult()),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return command;
    }

    /// <summary>Writes an error of the command line itself, in the form the caller asked for.</summary>
    public int Fail(string command, OvOptions chosen, Exception exception)
    {
        var error = exception switch
        {
            OvException known => known,
            OutputFailure failure => new OvException(ErrorCode.Failed, failure.Message),
            OperationCanceledException => new OvException(ErrorCode.Interrupted, "Interrupted; what was already done stays done."),
            _ => new OvException(ErrorCode.Internal, $"ov made a mistake: {exception.Message}", "Run it again with --verbose and report the trace."),
        };
        if (chosen.Json)
        {
            environment.Out.WriteLine(Envelope.Error(command, error));
        }

        environment.Error.WriteLine($"Error [{error.Code.Name}]: {error.Message}");
        if (error.Hint is not null && !chosen.Json)
        {
            environment.Error.WriteLine($"  {error.Hint}");
        }

        if (chosen.Verbose && exception is not OvException)
        {
            environment.Error.WriteLine(exception.ToString());
        }

        return error.Code.Exit;
    }

    /// <summary>An agent is never stopped by our own trouble, not even by a hook that was written wrongly.</summary>
    public int FailQuietly(string command, Exception exception)
    {
        environment.Error.WriteLine($"ov {command}: {exception.Message.ReplaceLineEndings(" ")}");
        return 0;
    }

    /// <summary>What the parser refused.</summary>
    public int FailParse(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        return GuideOf(command)?.IsHook(parse) == true
            ? FailQuietly(PathOf(command), UsageErrors.From(parse))
            : Fail(PathOf(command), options.Read(parse), UsageErrors.From(parse));
    }

    /// <summary>The words of a command without the program's name, such as <c>mail check</c>.</summary>
    public static string PathOf(Command command)
    {
        var words = new List<string>();
        for (Symbol? symbol = command; symbol is Command && symbol.Parents.Any(); symbol = symbol.Parents.FirstOrDefault())
        {
            words.Insert(0, symbol.Name);
        }

        return string.Join(' ', words);
    }

    private int Run(Command command, CommandGuide guide, DryRun? dryRun, ParseResult parse, Func<OvApp, ParseResult, CommandResult> body)
    {
        var started = environment.Time.GetTimestamp();
        var chosen = options.Read(parse) with { DryRun = dryRun?.IsAsked(parse) == true };
        var isHook = guide.IsHook(parse);
        using var app = new OvApp(environment, chosen) { Durability = guide.Relaxed ? Durability.Relaxed : Durability.Full };
        try
        {
            if (isHook && !app.HasLedger)
            {
                return 0;
            }

            var result = body(app, parse);
            if (chosen.DryRun)
            {
                // What was rehearsed is taken back before the answer is written: a slow reader must not keep others from the ledger.
                app.CloseLedger();
                Write(PathOf(command), chosen, result, dryRun!.IsRehearsed && !isHook);
                return result.Exit;
            }

            Deliver(PathOf(command), chosen, result);
            if (guide.Writes)
            {
                Notice(app, isHook);
                AfterWrite?.Invoke(app);
            }

            return result.Exit;
        }
        catch (OutputFailure failure) when (failure.ReaderLeft)
        {
            return 0;
        }
        catch (Exception exception) when (isHook)
        {
            return FailQuietly(PathOf(command), exception);
        }
        catch (Exception exception)
        {
            return Fail(PathOf(command), chosen, exception);
        }
        finally
        {
            if (chosen.Timing)
            {
                environment.Error.WriteLine($"Done in {environment.Time.GetElapsedTime(started).TotalMilliseconds:0.0} ms");
            }
        }
    }

    /// <summary>A person who changes something should know that the project's settings are no longer there.</summary>
    private void Notice(OvApp app, bool isHook)
    {
        if (!isHook && !app.Options.Quiet && environment.Variable("OVERSTORY_AGENT_NAME") is null && LostSettings.Of(app) is { } lost)
        {
            environment.Error.WriteLine($"! {lost} {LostSettings.Fix}");
        }
    }

    private void Deliver(string command, OvOptions chosen, CommandResult result)
    {
        try
        {
            Write(command, chosen, result, rehearsed: false);
        }
        catch
        {
            result.AfterWriting?.Invoke(false);
            throw;
        }

        result.AfterWriting?.Invoke(true);
    }

    private void Write(string command, OvOptions chosen, CommandResult result, bool rehearsed)
    {
        if (chosen.Json)
        {
            environment.Out.WriteLine(Envelope.Success(command, result.Exit == 0, result.Json?.Invoke(), rehearsed));
        }
        else
        {
            var view = new TextView(environment, chosen, rehearsed);
            result.Text(view);
            view.Close();
        }

        environment.Out.Flush();
    }
}

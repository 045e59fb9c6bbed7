using System.CommandLine;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Projects;
using Ov.Core.Proposing;
using Ov.Core.Shells;
using Ov.Core.Text;

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
    public Action<OvApp>? AfterWrite { get; init; }

    /// <summary>Set when a call comes by another way than the command line.</summary>
    public CallFace? Face { get; init; }

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
        command.SetAction(parse =>
        {
            using var interruption = Interruption.Listen(Face?.Stop);
            return Run(command, guide, dryRun, parse, (app, result) => body(app, result, interruption.Token).GetAwaiter().GetResult(), interruption);
        });
        return command;
    }

    /// <summary>Writes an error of the command line itself, in the form the caller asked for.</summary>
    public int Fail(string command, OvOptions chosen, Exception exception, ErrorCode? signal = null)
    {
        var error = exception switch
        {
            OvException { Message: var words } known when Narration.Shortened(words) == words => known,
            OvException known => new OvException(known.Code, Narration.Shortened(known.Message), known.Hint) { Facts = known.Facts, Lists = known.Lists },
            OutputFailure failure => new OvException(ErrorCode.Failed, failure.Message),
            OperationCanceledException => new OvException(signal ?? ErrorCode.Interrupted, $"{(signal == ErrorCode.Terminated ? "Terminated" : "Interrupted")}; what was already done stays done."),
            _ => new OvException(ErrorCode.Internal, $"ov made a mistake: {Narration.Shortened(exception.Message)}", "Run it again with --verbose and report the trace."),
        };
        if (chosen.Json && exception is not OutputFailure)
        {
            environment.Out.WriteLine(Envelope.Error(command, error));
        }

        Narration.Error(environment, chosen, error);
        if (chosen.Verbose && exception is not OvException)
        {
            environment.Error.WriteLine(exception.ToString());
        }

        return error.Code.Exit;
    }

    /// <summary>An agent is never stopped by our own trouble, not even by a hook that was written wrongly.</summary>
    public int FailQuietly(string command, Exception exception)
    {
        environment.Error.WriteLine($"ov {command}: {VisibleText.OneLine(Narration.Shortened(exception.Message.ReplaceLineEndings(" ")))}");
        return 0;
    }

    /// <summary>What the parser refused.</summary>
    public int FailParse(ParseResult parse, OvException? refusal = null)
    {
        var command = parse.CommandResult.Command;
        refusal ??= UsageErrors.From(parse);
        return GuideOf(command)?.IsHook(parse) == true
            ? FailQuietly(PathOf(command), refusal)
            : Fail(PathOf(command), options.ReadLeniently(parse), refusal);
    }

    /// <summary>The last net: whatever is thrown outside a command's body becomes a sentence too.</summary>
    public int Guarded(ParseResult parse, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OutputFailure failure) when (failure.ReaderLeft)
        {
            return 0;
        }
        catch (Exception exception)
        {
            return Fail(PathOf(parse.CommandResult.Command), options.ReadLeniently(parse), exception);
        }
    }

    /// <summary>Hands over what is still in the buffer; a full disk behind stdout is a failure even of <c>--help</c>.</summary>
    public int Finished(int status)
    {
        try
        {
            environment.Out.Flush();
            return status;
        }
        catch (OutputFailure failure)
        {
            return failure.ReaderLeft || status != 0 ? status : Fail("", OvOptions.Plain, failure);
        }
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

    private int Run(Command command, CommandGuide guide, DryRun? dryRun, ParseResult parse, Func<OvApp, ParseResult, CommandResult> body, Interruption? interruption = null)
    {
        var started = environment.Time.GetTimestamp();
        var chosen = options.Read(parse) with { DryRun = dryRun?.IsAsked(parse) == true };
        var isHook = guide.IsHook(parse);
        var startUp = chosen.Timing ? System.Environment.CpuUsage.TotalTime : TimeSpan.Zero;
        using var progress = isHook ? null : ProgressLine.For(environment, chosen);
        using var app = new OvApp(progress is null ? environment : environment with { Error = progress.Error }, chosen)
        {
            Durability = guide.Relaxed ? Durability.Relaxed : Durability.Full, Progress = Face?.Progress ?? progress ?? WorkProgress.Silent, FirstWrite = Face?.First,
        };
        try
        {
            if (isHook && !app.HasLedger)
            {
                return 0;
            }

            if (Face?.First is not null)
            {
                OutboxDoor.Require(parse, chosen);
            }
            else if (guide.Writes && !isHook && OutboxDoor.Queue(app, parse) is { } queued)
            {
                Write(PathOf(command), chosen, queued, rehearsed: false);
                return queued.Exit;
            }

            if (dryRun is not null && !chosen.DryRun && !isHook && !guide.OnlyMarksSeen && Proposals.Bind(app) && Withheld(app, parse) is { } status)
            {
                return status;
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
            return Fail(PathOf(command), chosen, exception, interruption?.Code);
        }
        finally
        {
            if (chosen.Timing)
            {
                environment.Error.WriteLine(TimingLine.Of(startUp, environment.Time.GetElapsedTime(started), app.Calls!));
            }
        }
    }

    /// <summary>At a person's desk the dry run is all that happens, until the person has confirmed this very command line; null lets it run now.</summary>
    private int? Withheld(OvApp app, ParseResult parse)
    {
        string[] words = [.. parse.Tokens.Select(token => token.Value)];
        var line = ShellQuote.Line(words);
        if (Proposals.Take(app, line))
        {
            return null;
        }

        app.CloseLedger();
        var end = Array.IndexOf(words, "--") is var at and >= 0 ? at : words.Length;
        var (told, said) = (new StringWriter(), new StringWriter());
        var status = CommandLineCall.Run(environment with { In = new NoInput(), Out = told, Error = said }, [.. words[..end].Where(word => word != "--json"), "--dry-run", .. words[end..]], null);
        if (status != 0)
        {
            throw new OvException(ErrorCode.State, $"It would be refused: {said.ToString().Trim().ReplaceLineEndings(" ")}", "Correct it; nothing was proposed.");
        }

        throw Proposals.Propose(app, line, told.ToString().Trim());
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
        if (result.Parts is { } parts)
        {
            foreach (var part in parts)
            {
                Write(command, chosen, part, rehearsed);
                environment.Out.Flush();
            }
        }
        else if (chosen.Json)
        {
            environment.Out.WriteLine(Envelope.Success(command, result.Exit == 0, result.Json?.Invoke(), rehearsed));
            if (Face is { } face)
            {
                Tell(result, environment with { Out = face.Words }, chosen, rehearsed);
            }
        }
        else
        {
            Tell(result, environment, chosen, rehearsed);
        }

        environment.Out.Flush();
    }

    private static void Tell(CommandResult result, OvEnvironment environment, OvOptions chosen, bool rehearsed)
    {
        var view = new TextView(environment, chosen, rehearsed);
        result.Text(view);
        view.Close();
    }
}

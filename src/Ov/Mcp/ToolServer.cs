using System.Collections.Concurrent;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Text;

namespace Ov.Mcp;

/// <summary>
/// Serves one client. Each call runs as the command that it stands for, in this process: what a terminal would be refused is refused here,
/// in the same words.
/// </summary>
/// <param name="environment">Names the caller. Its streams are the client's, and no command's.</param>
/// <param name="afterWrite">See <see cref="CommandRunner.AfterWrite"/>.</param>
internal sealed class ToolServer(OvEnvironment environment, OvOptions options, Action<OvApp>? afterWrite)
{
    private readonly ConcurrentDictionary<RequestId, AnswerWriter> _unsent = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly OvEnvironment _environment = environment with { InIsTerminal = false, OutIsTerminal = false, ErrorIsTerminal = false, TerminalColumns = () => null };

    /// <summary>Until the client has gone or the stop comes; then every call that waits is given up, and none is left running.</summary>
    /// <exception cref="OvException">usage: the client sent a message that is too long.</exception>
    public async Task RunAsync(Stream input, Stream output, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var client = new ClientInput(input, end.Cancel);
        await using (var transport = new StreamServerTransport(client, output, "ov"))
        await using (var server = McpServer.Create(transport, Handlers(client, end.Token)))
        {
            try
            {
                await server.RunAsync(end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // As it ends by nature.
            }

            await end.CancelAsync();
            await Task.WhenAll(_running.Keys);
        }

        if (client.WasFlooded)
        {
            throw new OvException(
                ErrorCode.Usage, $"The client sent a message of more than {ClientInput.Longest / 1024 / 1024} MB, so the connection was ended.", "Put long texts into a file, and name it.");
        }
    }

    /// <summary>The tools of whoever calls, as a client is told them.</summary>
    public static List<Tool> Tools(ToolCaller caller) =>
    [
        .. ToolTable.For(caller).Select(tool => new Tool
        {
            Name = tool.Name, Description = tool.Description, InputSchema = ToolSchema.Of(tool.Inputs),
            Annotations = tool.Reads ? new ToolAnnotations { ReadOnlyHint = true } : new ToolAnnotations { DestructiveHint = false, OpenWorldHint = false },
        }),
    ];

    private McpServerOptions Handlers(ClientInput client, CancellationToken end)
    {
        var handlers = new McpServerOptions { ServerInfo = new Implementation { Name = "ov", Version = BuildFacts.Version } };
        handlers.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(List());
        handlers.Handlers.CallToolHandler = (call, stop) => CallAsync(call, stop, end);
        handlers.Filters.Message.OutgoingFilters.Add(next => async (message, token) =>
        {
            var answer = message.JsonRpcMessage is JsonRpcMessageWithId { Id: var id } and (JsonRpcResponse or JsonRpcError) && _unsent.TryRemove(id, out var unsent) ? unsent : null;
            try
            {
                await next(message, token);
                // What is sent to a client that sends nothing more is dropped without a word.
                answer?.Sent(!client.HasEnded);
            }
            catch
            {
                answer?.Sent(false);
                throw;
            }
        });
        return handlers;
    }

    private ListToolsResult List()
    {
        try
        {
            return new ListToolsResult { Tools = Tools(Caller()) };
        }
        catch (OvException refusal)
        {
            throw new McpProtocolException($"{refusal.Message} [{refusal.Code.Name}]", McpErrorCode.InvalidRequest);
        }
    }

    private ToolCaller Caller()
    {
        using var app = new OvApp(_environment with { Out = TextWriter.Null, Error = TextWriter.Null }, options);
        return ToolCaller.Of(app);
    }

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> call, CancellationToken given, CancellationToken end)
    {
        var name = call.Params.Name;
        try
        {
            var caller = Caller();
            var tools = ToolTable.For(caller);
            var tool = tools.FirstOrDefault(known => known.Name == name) ?? throw Unknown(name, caller, tools);
            var plan = tool.Plan(ToolArguments.Read(name, tool.Inputs, call.Params.Arguments ?? new Dictionary<string, System.Text.Json.JsonElement>()), caller);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(given, end);
            using var progress = call.Params.ProgressToken is { } token ? new ToolProgress(call.Server, token, _environment.Time) : null;
            return plan.Help is { } help ? ToolAnswer.Told(name, help)
                : plan.IsEach ? await EachAsync(name, plan, progress ?? WorkProgress.Silent, stop.Token)
                : await OneAsync(call.JsonRpcRequest.Id, plan.Lines[0], progress ?? WorkProgress.Silent, stop.Token);
        }
        catch (OvException refusal)
        {
            return ToolAnswer.Of(name, refusal);
        }
    }

    private async Task<CallToolResult> OneAsync(RequestId id, ToolLine line, WorkProgress progress, CancellationToken stop)
    {
        var (answer, words, warnings) = (new AnswerWriter(waits: true), new StringWriter(), new StringWriter());
        _unsent[id] = answer;
        // Of a call that was given up nothing is sent.
        using var givenUp = stop.Register(() => answer.Sent(false));
        var work = Start(() => Run(line, answer, words, warnings, progress, stop));
        try
        {
            await Task.WhenAny(answer.Written, work).WaitAsync(stop);
            return ToolAnswer.Of(await answer.Written, words.ToString() + warnings);
        }
        catch (OperationCanceledException)
        {
            // It ends by itself soon, since it hears the same token; until then the token has to live.
            await work;
            throw;
        }
    }

    private async Task<CallToolResult> EachAsync(string tool, ToolPlan plan, WorkProgress progress, CancellationToken stop)
    {
        var answers = new List<ToolDone>();
        await Start(() =>
        {
            if (plan.IsAllOrNone && plan.Lines.Select(line => Done(line.Rehearsed())).ToList() is var rehearsed && rehearsed.Exists(one => !one.Success))
            {
                answers.AddRange(rehearsed);
                return;
            }

            answers.AddRange(plan.Lines.TakeWhile(_ => !stop.IsCancellationRequested).Select(Done));
            if (plan.Wait is { } wait && !stop.IsCancellationRequested)
            {
                answers = wait.Run(answers, Done);
            }
        });
        stop.ThrowIfCancellationRequested();
        return ToolAnswer.Each(tool, answers);

        ToolDone Done(ToolLine line)
        {
            var (answer, words, warnings) = (new AnswerWriter(waits: false), new StringWriter(), new StringWriter());
            Run(line, answer, words, warnings, progress, stop);
            return new ToolDone(answer.ToString().TrimEnd(), words.ToString() + warnings);
        }
    }

    /// <summary>On a thread of its own: commands wait where they stand.</summary>
    private Task Start(Action work)
    {
        var running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _running[running] = true;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return running;
    }

    private void Run(ToolLine line, AnswerWriter answer, StringWriter words, StringWriter warnings, WorkProgress progress, CancellationToken stop)
    {
        var call = _environment with { In = line.Input is { } text ? new StringReader(text) : TextReader.Null, Out = answer, Error = warnings };
        string[] global = ["--json", "--color=never", .. options.Project is { } project ? [$"--project={project}"] : Array.Empty<string>(), .. options.Run is { } run ? [$"--run={run}"] : Array.Empty<string>()];
        CommandLineCall.Run(call, [.. line.Words.Take(1), .. global, .. line.Words.Skip(1)], afterWrite, new CallFace(progress, words, stop));
    }

    private static McpProtocolException Unknown(string name, ToolCaller caller, IReadOnlyList<McpTool> tools) => new(
        $"There is no tool '{VisibleText.OneLine(Narration.Shortened(name))}' for {Article.Of(caller.Role)}.{Nearest.Sentence(name, tools.Select(tool => tool.Name))} It has: {string.Join(", ", tools.Select(tool => tool.Name))}.",
        McpErrorCode.InvalidParams);
}

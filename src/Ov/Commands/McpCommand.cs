using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Mcp;

namespace Ov.Commands;

/// <summary><c>ov mcp</c>: the commands as tools for a client of the Model Context Protocol.</summary>
internal static class McpCommand
{
    /// <summary>A token is about so many bytes of English and JSON.</summary>
    private const int BytesOfToken = 4;

    public static Command Create(CommandRunner runner)
    {
        var agent = new Option<string?>("--agent") { Description = "Serve this agent; its secret is found in its worktree or its environment.", HelpName = "agent" }.Completes(Candidate.LiveAgent);
        var list = new Option<bool>("--list") { Description = "Print the tools of the caller instead, and what they cost." };
        var command = new Command("mcp", "Serve ov as tools to an agent that speaks MCP, on standard input and output") { agent, list };
        var guide = new CommandGuide("ov mcp --list", "ov mcp --list --json", "ov mcp < requests.jsonl")
        {
            Answer = () => McpJson.Default.McpToolList, Refusals = [ErrorCode.Identity, ErrorCode.Fenced, ErrorCode.NotFound], SeeAlso = ["runtime show", "help agents"],
            About = """
                A client of the Model Context Protocol starts it and talks to it; by hand there is only --list. Tools run as the commands they stand for:
                with the caller's own identity, the same guards, answers and refusals. Which tools there are depends on the role.
                For your own client: {"mcpServers": {"ov": {"command": "ov", "args": ["--project", "/path/of/the/project", "mcp"]}}}. There it works as the run's
                desk. Agents get it with 'mcp: true' below runtimes.<name> in the configuration; see docs/mcp.md.
                """,
        };
        return runner.Define(command, guide, async (app, parse, stop) =>
        {
            var environment = As(app.Environment, parse.GetValue(agent));
            ToolCaller caller;
            using (var asked = new OvApp(environment, app.Options))
            {
                caller = ToolCaller.Of(asked);
            }

            return parse.GetValue(list) ? List(caller) : await Serve(app, environment, runner.AfterWrite, stop);
        });
    }

    private static OvEnvironment As(OvEnvironment environment, string? agent) => agent is null
        ? environment
        : environment with { Variables = new Dictionary<string, string>(environment.Variables) { ["OVERSTORY_AGENT_NAME"] = agent } };

    private static async Task<CommandResult> Serve(OvApp app, OvEnvironment environment, Action<OvApp>? afterWrite, CancellationToken stop)
    {
        if (app.Options.Json || environment.InIsTerminal)
        {
            throw new OvException(
                ErrorCode.Usage, app.Options.Json ? "ov mcp answers in its protocol, and not with a document of --json." : "ov mcp talks with a client on standard input, and this is a terminal.",
                "See the tools with 'ov mcp --list', and how to add it to a client with 'ov mcp --help'.");
        }

        var (input, output) = ((environment.In as StreamReader)?.BaseStream ?? Stream.Null, (environment.Out as StreamWriter)?.BaseStream ?? Stream.Null);
        await new ToolServer(environment, app.Options, afterWrite).RunAsync(input, output, stop);
        stop.ThrowIfCancellationRequested();
        return CommandResult.Silent();
    }

    private static CommandResult List(ToolCaller caller)
    {
        var form = (JsonTypeInfo<Tool>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Tool));
        var tools = ToolServer.Tools(caller);
        var bytes = tools.Sum(tool => JsonSerializer.SerializeToUtf8Bytes(tool, form).Length);
        var items = ToolTable.For(caller).Select(tool => new McpToolItem(tool.Name, tool.Signature, tool.Description, tool.Reads)).ToList();
        return CommandResult.Of(new McpToolList(caller.Role, items, items.Count, bytes, bytes / BytesOfToken), () => McpJson.Default.McpToolList, Write);
    }

    private static void Write(McpToolList answer, TextView view)
    {
        view.Table(["TOOL", "READS ONLY", "DOES"], answer.Tools.Select(tool => new[] { tool.Name, tool.ReadsOnly ? "yes" : "", tool.Description }));
        view.Hint($"{answer.Total} tools for {Article.Of(answer.Role)}; their definitions are {answer.Bytes} bytes, about {answer.EstimatedTokens} tokens ({BytesOfToken} bytes each)");
    }
}

/// <param name="Signature">With its arguments, such as <c>mail_reply {id, body, payload?}</c>.</param>
/// <param name="ReadsOnly">It changes nothing.</param>
internal sealed record McpToolItem(string Name, string Signature, string Description, bool ReadsOnly);

/// <param name="Role">Of the agent; <c>desk</c> for whoever is none.</param>
/// <param name="Bytes">Of the definitions as a client gets them.</param>
/// <param name="EstimatedTokens">A fourth of the bytes: no tokenizer was asked.</param>
internal sealed record McpToolList(string Role, IReadOnlyList<McpToolItem> Tools, int Total, int Bytes, int EstimatedTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(McpToolList))]
internal sealed partial class McpJson : JsonSerializerContext;

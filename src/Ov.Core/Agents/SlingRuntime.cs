using Ov.Core.Config;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Terminals;

namespace Ov.Core.Agents;

/// <summary>The runtime that a sling asks for must be known, here, and fit what else was asked.</summary>
internal static class SlingRuntime
{
    /// <exception cref="OvException">not-found, usage, invalid-config.</exception>
    public static void Require(SlingRequest request, SlingRules rules, OvApp app)
    {
        var runtime = RuntimeList.In(app.Config).Require(request.Runtime ?? rules.Runtime);
        if (runtime.Name != ExecRuntime.Word && request.Command is not null)
        {
            throw new OvException(
                ErrorCode.Usage, $"A command is for the exec runtime, and {runtime.Name} was chosen.", "Leave the command out, or pass --runtime exec.");
        }

        if (!runtime.Traits.HasMcp && app.Config.Runtimes.All.GetValueOrDefault(runtime.Name) is { Mcp: true } asking)
        {
            throw new OvException(
                ErrorCode.InvalidConfig, $"runtimes.{runtime.Name}.mcp is true, and {runtime.Traits.Title} takes no MCP server from ov ({asking.Origin}).", "Take that line out: its agents have ov's command line.");
        }

        if (runtime.Traits.Program is { } program && ProgramPath.Find(program, app.Environment.Variables) is null)
        {
            throw new OvException(
                ErrorCode.NotFound, $"{runtime.Traits.Title} is not here: no program '{program}' is on the PATH.", "Install it, or choose another with --runtime; see 'ov doctor'.");
        }

        if (request.Terminal == true)
        {
            RequireTerminal(runtime, app);
        }
    }

    private static void RequireTerminal(IRuntime runtime, OvApp app)
    {
        if (!runtime.Traits.HasTerminal)
        {
            throw new OvException(
                ErrorCode.Usage, $"--tmux is for runtimes with a screen of their own, and {runtime.Name} has none that ov knows.", "Leave --tmux out, or give the runtime a terminal in the configuration (runtimes.<name>.terminal).");
        }

        if (ProgramPath.Find(TmuxServer.Program, app.Environment.Variables) is null)
        {
            throw new OvException(ErrorCode.ToolMissing, "--tmux needs the program tmux, and it is not on the PATH.", "Install tmux, or leave --tmux out: the agent then runs without a terminal.");
        }
    }

    /// <summary>What the configuration of that runtime would execute or allow, and an operator must approve.</summary>
    public static IEnumerable<CommandSpec> Configured(SlingRequest request, SlingRules rules, OvConfig config) =>
        config.Runtimes.All.GetValueOrDefault(request.Runtime ?? rules.Runtime)?.NeedsApproval is { } spec ? [spec] : [];
}

using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Terminals;

namespace Ov.Core.Agents;

/// <summary>The terminal of one agent, for a person who wants to see and steer it.</summary>
public sealed class AgentTerminal
{
    /// <summary>A session opens a moment after its agent was started.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const int MostLooks = 50;

    private readonly OvApp _app;
    private readonly AgentRecord _agent;
    private readonly TmuxServer _server;

    private AgentTerminal(OvApp app, AgentRecord agent)
    {
        (_app, _agent) = (app, agent);
        _server = new TmuxServer(app.Processes, app.Project.Files.Agent(agent.Id).Folder, agent.Name);
    }

    /// <exception cref="OvException">state, tool-missing.</exception>
    public static AgentTerminal Of(OvApp app, AgentRecord agent)
    {
        if (!agent.HasTerminal)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} runs without a terminal: each turn is a process of its own.", $"Watch it: ov inspect {agent.Name} --follow");
        }

        return ProgramPath.Find(TmuxServer.Program, app.Environment.Variables) is null
            ? throw new OvException(ErrorCode.ToolMissing, "An agent's terminal is shown by tmux, and there is no tmux on the PATH.", "Install tmux.")
            : new AgentTerminal(app, agent);
    }

    /// <exception cref="OvException">not-found; state when it has ended.</exception>
    public static AgentRecord RequireLive(OvApp app, string word)
    {
        var agent = app.Ledger.Read(sql => AgentResolver.Require(sql, word));
        return agent.IsLive ? agent : throw new OvException(
            ErrorCode.State, $"{agent.Name} has ended ({agent.State.Word()}), and its terminal with it.", $"See what it did: ov inspect {agent.Name}");
    }

    /// <summary>What shows it, for printing.</summary>
    public TerminalAddress Address => new(_agent.Name, _agent.Id, _server.AttachCommand, _server.AttachFolder, _server.Viewers().Count);

    /// <summary>Hands this terminal over; comes back only where tmux cannot take our place.</summary>
    /// <returns>The exit status.</returns>
    public int Attach(CancellationToken stop)
    {
        _app.Caller.RequireOperator("steer an agent's terminal");
        for (var look = 1; _server.Look() is null; look++)
        {
            if (look == MostLooks || stop.WaitHandle.WaitOne(Look))
            {
                throw new OvException(ErrorCode.State, $"{_agent.Name}'s terminal is not open now; its next turn opens it.", $"Wake it: ov nudge {_agent.Name}");
            }
        }

        _app.CloseLedger();
        var variables = _app.Environment.Variables.Where(v => v.Key is not ("TMUX" or "TMUX_PANE")).ToDictionary();
        return ForegroundProgram.Run(TmuxServer.Program, [.. _server.AttachCommand.Skip(1)], _server.AttachFolder ?? _app.Environment.WorkingDirectory, variables);
    }

    /// <summary>Takes every person's terminal off it. The agent works on.</summary>
    public DetachResult Detach()
    {
        _app.Caller.RequireOperator("detach terminals");
        var viewers = _server.Viewers();
        if (viewers.Count > 0)
        {
            _server.DetachAll();
        }

        return new DetachResult(_agent.Name, _agent.Id, viewers);
    }
}

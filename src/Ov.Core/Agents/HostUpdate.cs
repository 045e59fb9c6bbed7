using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>
/// An update of the program reaches a running host between two turns: the host becomes the new program. It is the same process, so for
/// everybody else nothing happens, and as nothing is claimed between turns no mail is touched.
/// </summary>
internal sealed class HostUpdate(OvApp app, AgentRecord agent)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ProgramFiles _seen = ProgramFiles.Of(OwnExecutable.Path);

    /// <summary>Returns when nothing was replaced, or when what lies there now does not run; it is tried again when it changes again.</summary>
    public void FollowFiles()
    {
        var now = ProgramFiles.Of(OwnExecutable.Path);
        if (now != _seen)
        {
            _seen = now;
            Become(OwnExecutable.Path);
        }
    }

    /// <summary>A newer program has the ledger already, so this one can write no more: it gives way to that, wherever it lies.</summary>
    public void FollowLedger()
    {
        FollowFiles();
        Become(new OwnExecutable(OwnProgramLink.PathIn(app.Project.Files), []));
    }

    private void Become(OwnExecutable program)
    {
        if (!File.Exists(program.FileName) || !Runs(program))
        {
            return;
        }

        app.CloseLedger();
        _ = ForegroundProgram.Run(program.FileName, [.. program.LeadingArguments, .. HostStarter.Arguments(app, agent)], app.Project.Root, app.Environment.Variables);
    }

    /// <summary>Half an update, or a broken one, must not end the agent.</summary>
    private bool Runs(OwnExecutable program)
    {
        try
        {
            return app.Processes.Run(new ProcessRequest(program.FileName, [.. program.LeadingArguments, "--version"]) { WorkingDirectory = app.Project.Root, TimeLimit = Patience }).Succeeded;
        }
        catch (OvException)
        {
            return false;
        }
    }
}

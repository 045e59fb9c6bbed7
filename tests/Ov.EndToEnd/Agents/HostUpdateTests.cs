using Ov.Core.Processes;
using Ov.Ledgers;

namespace Ov.EndToEnd.Agents;

/// <summary>The program is replaced on the disk while a host of it runs: a script in its place tells that it was started, and starts another copy.</summary>
public sealed class HostUpdateTests : IDisposable
{
    private readonly Team _team = new();

    private string Marks => _team.Box.Root;

    private string Installed => Path.Combine(Marks, "installed", "ov");

    public HostUpdateTests()
    {
        Copy("installed");
        Copy("newer");
        Point(Installed);
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public void After_its_turn_a_host_becomes_the_new_program_and_its_mail_goes_on()
    {
        _team.Sling("Listen here", $"cat >> {Marks}/heard; echo turn >> {Marks}/turns; [ -e {Marks}/gate ] || mkfifo {Marks}/gate; cat {Marks}/gate > /dev/null");
        Team.LineOf($"{Marks}/turns");
        var host = _team.Agent("builder-1").Host;
        Replace($"exec {Marks}/newer/ov \"$@\"");
        _team.Ov("mail", "send", "--to", "builder-1", "--subject", "Sent during the turn", "--body", "Mind the gap").Ok();
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.ended'"));
        File.WriteAllText($"{Marks}/gate", "go");

        Team.LinesOf($"{Marks}/turns", 2);
        Assert.Contains("host", File.ReadAllLines($"{Marks}/started"));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.ended' AND level = 'warn'"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'host.updated'"));
        File.WriteAllText($"{Marks}/gate", "go");
        _team.Until("the mail was read", "SELECT count(*) FROM message WHERE subject = 'Sent during the turn' AND state = 'read' AND attempts = 0");
        var agent = _team.Agent("builder-1");
        Assert.Equal((1, 2, host), (agent.Incarnation, agent.Turn, agent.Host));
        Assert.Contains("Mind the gap", File.ReadAllText($"{Marks}/heard"));

        _team.Wait("builder-1", "idle");
        _team.Ov("stop", "builder-1").Ok();
        Assert.Equal(Liveness.Dead, ProcessIdentity.Parse(host)!.Liveness);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'host.updated'"));
        _team.RequireSound();
    }

    [Fact]
    public void What_lies_there_and_does_not_run_is_left_alone_until_it_does()
    {
        _team.Sling("Listen here", $"cat >> {Marks}/heard");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Replace("exit 1");
        Hear("first");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'host.updated'"));
        Assert.DoesNotContain("host", File.ReadAllLines($"{Marks}/started"));

        Replace($"exec {Marks}/newer/ov \"$@\"");
        Hear("second");
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'host.updated'"));
        Assert.Equal((1, 3), (_team.Agent("builder-1").Incarnation, _team.Agent("builder-1").Turn));
    }

    [Fact]
    public void A_turn_ends_though_a_newer_program_has_taken_the_ledger_over_and_its_mail_comes_again()
    {
        _team.Sling("Listen here", $"cat >> {Marks}/heard; mkfifo {Marks}/gate && {{ echo turn >> {Marks}/turns; cat {Marks}/gate > /dev/null; }}; echo ended >> {Marks}/turns");
        Team.LineOf($"{Marks}/turns");
        _team.Until("the turn's process is known", "SELECT count(*) FROM agent WHERE turn_process IS NOT NULL");
        Replace($"if [ \"$1\" = host ]; then until [ -e {Marks}/migrated ]; do sleep 0.05; done; fi; exec {Marks}/newer/ov \"$@\"");
        var version = _team.Project.Count("PRAGMA user_version");
        VersionOne.Change(_team.Project.Files.Database, "PRAGMA user_version = 99");
        File.WriteAllText($"{Marks}/gate", "go");
        Team.LinesOf($"{Marks}/started", 2);
        Assert.Equal(["turn", "ended"], File.ReadAllLines($"{Marks}/turns"));

        VersionOne.Change(_team.Project.Files.Database, $"PRAGMA user_version = {version}");
        File.WriteAllText($"{Marks}/migrated", "");
        _team.Until("the mail was read", "SELECT count(*) FROM message WHERE type = 'dispatch' AND state = 'read' AND attempts = 1");
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.ended' AND text LIKE '%updated under it%'"));
        Assert.Equal(2, File.ReadAllText($"{Marks}/heard").Split("Dispatch: Listen here").Length - 1);
    }

    private void Hear(string subject)
    {
        _team.Ov("mail", "send", "--to", "builder-1", "--subject", subject, "--body", "b").Ok();
        _team.Until($"{subject} was read", $"SELECT count(*) FROM message WHERE subject = '{subject}' AND state = 'read'");
    }

    private void Copy(string folder) => _team.Box.Run("cp", ["-a", Path.GetDirectoryName(OvBinary.Path)!, Path.Combine(Marks, folder)]).Ok();

    /// <summary>What <c>ov</c> means to whoever types it.</summary>
    private void Point(string program)
    {
        File.Delete(Path.Combine(_team.Box.Bin, "ov"));
        File.CreateSymbolicLink(Path.Combine(_team.Box.Bin, "ov"), program);
    }

    /// <summary>As an installer does it: whole, in one step. Only the host comes across it.</summary>
    private void Replace(string script)
    {
        Point(OvBinary.Path);
        var draft = _team.Box.WriteProgram("draft", $"echo \"$1\" >> {Marks}/started\n{script}");
        File.Move(draft, Installed, overwrite: true);
    }
}

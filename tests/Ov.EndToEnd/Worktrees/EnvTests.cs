using System.Globalization;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Worktrees;

/// <summary>Variables under <c>env:</c> reach whatever runs in a place, each with ports of its own, and the ports are free when the place is gone.</summary>
public sealed class EnvTests
{
    private const string Env = """
        env:
          PORT: "{port0}"
          COMPOSE_PROJECT_NAME: "{project}-{agent}"
          ACCOUNT: of-nobody-else
        redact: [ACCOUNT]

        """;

    private const string Tell = "echo $PORT $COMPOSE_PROJECT_NAME $OVERSTORY_PORT_0";

    [Fact]
    public void Turns_setup_and_gates_have_them_and_a_restart_keeps_the_ports()
    {
        using var project = new OvProject($"watch:\n  enabled: false\n{Env}setup:\n  - command: {Tell} > ../setup\n", check: $"{Tell} > \"$HOME/gate\"");
        var there = project.Box.Repo + ".worktrees";
        project.Ov("run", "start", "sprint", "--target", "main").Ok();
        project.Ov("sling", "Some work", "--name", "alice", "--trust", "--exec", $"{Tell} > ../turn; exit 1").Ok();
        var setup = Words(Path.Combine(there, "setup"));
        project.Ov("wait", "alice", "--timeout", "60s");
        var turn = Words(Path.Combine(there, "turn"));
        Assert.Equal(setup, turn);
        Assert.Equal((turn[2], "repo-alice"), (turn[0], turn[1]));
        Assert.InRange(int.Parse(turn[0], CultureInfo.InvariantCulture), 21_000, 29_999);

        project.Ov("sling", "1", "--restart", "--exec", $"{Tell} > ../again; ov mail send --to operator --subject Mine --body \"It is $ACCOUNT\"; {Team.Worker}").Ok();
        project.Ov("wait", "alice", "--timeout", "60s");
        Assert.Equal("It is [redacted]", project.Rows("SELECT body FROM message WHERE subject = 'Mine'", row => row.Text("body")).Single());
        Assert.Equal(turn, Words(Path.Combine(there, "again")));
        project.Ov("merge", "--branch", "overstory/alice/1-some-work").Ok();
        var gate = Words(Path.Combine(project.Box.Home, "gate"));
        Assert.Equal("repo-integration", gate[1]);
        Assert.NotEqual(turn[0], gate[0]);

        project.Ov("worktree", "clean").Ok();
        Assert.Equal(0, project.Count("SELECT count(*) FROM port WHERE owner LIKE 'worktree-%'"));
    }

    [Fact]
    public void A_start_that_fails_gives_its_ports_back()
    {
        using var team = new Team("setup:\n  - command: exit 3\n");
        team.Ov("sling", "Some work", "--trust").Refused(1, "setup-failed");
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM port"));
    }

    private static string[] Words(string file) => File.ReadAllText(file).Trim().Split(' ');
}

namespace Ov.EndToEnd.Demo;

/// <summary>The user's story, played by the real binary and judged by what its ledger and repository say afterwards.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_scripted_team_finishes_through_a_conflict_and_a_kill_whoever_starts_it()
    {
        var folder = Path.Combine(_sandbox.Root, "kept");
        var run = _sandbox.Run(
            "ov", ["demo", "--json", "--keep", folder], _sandbox.Root,
            // As from inside another agent's session: the demo brings its own power.
            variables: new Dictionary<string, string> { ["CLAUDECODE"] = "1", ["OVERSTORY_AGENT_NAME"] = "somebody", ["OVERSTORY_AGENT_TOKEN"] = "else" },
            limit: TimeSpan.FromMinutes(3)).Ok();
        var outcome = run.Json;
        Assert.Equal(outcome.GetProperty("tasksTotal").GetInt32(), outcome.GetProperty("tasksClosed").GetInt32());
        Assert.True(outcome.GetProperty("groupClosed").GetBoolean());
        Assert.Equal(outcome.GetProperty("killed").GetProperty("incarnation").GetInt32() + 1, outcome.GetProperty("killed").GetProperty("successorIncarnation").GetInt32());
        Assert.Empty(outcome.GetProperty("processesLeft").EnumerateArray());

        // Not the demo's word alone: the same repository, asked with git.
        var greet = Path.Combine(folder, "greet");
        var commits = _sandbox.Run("git", ["rev-list", "--first-parent", "main"], greet).Ok().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, commits.Length);
        foreach (var commit in commits)
        {
            var checkout = Path.Combine(_sandbox.Root, $"at-{commit[..8]}");
            _sandbox.Run("git", ["worktree", "add", "-q", "--detach", checkout, commit], greet).Ok();
            Assert.Equal(0, _sandbox.Run("sh", ["tests/run.sh"], checkout).ExitCode);
        }

        var landed = outcome.GetProperty("conflicted").GetProperty("landedCommit").GetString()!;
        Assert.Equal(0, _sandbox.Run("git", ["merge-base", "--is-ancestor", landed, "main"], greet).ExitCode);
        Assert.DoesNotContain("(draft)", File.ReadAllText(Path.Combine(greet, "docs", "usage.txt")));
    }
}

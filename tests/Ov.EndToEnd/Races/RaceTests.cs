using System.Globalization;

namespace Ov.EndToEnd.Races;

/// <summary>
/// Landings and new projects under many separate processes. Racing mail, slings and claims are in the Mail, Agents and Tasks folders.
/// </summary>
public sealed class RaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly OvProject _project = new("watch:\n  enabled: false\n");

    private Sandbox Box => _project.Box;

    public void Dispose()
    {
        _project.Ov("stop", "--all", "--yes");
        _project.Dispose();
    }

    [Fact]
    public async Task Merges_that_race_land_every_branch_once()
    {
        const int branches = 4;
        _project.Ov("run", "start", "race").Ok();
        var names = new List<string>();
        for (var i = 0; i < branches; i++)
        {
            var agent = $"builder-{i}";
            _project.Ov("sling", $"Part {i}", "--name", agent).Ok();
            var folder = _project.WorktreeOf(agent);
            await File.WriteAllTextAsync(Path.Combine(folder, $"part-{i}.txt"), $"part {i}\n");
            Box.Run("git", ["add", "-A"], folder).Ok();
            Box.Run("git", ["commit", "-q", "-m", $"Part {i}"], folder).Ok();
            _project.OvAs(agent, "task", "done", "--summary", "done").Ok();
            names.Add(Box.Run("git", ["branch", "--show-current"], folder).Ok().Stdout.Trim());
        }

        var before = Box.Git("rev-parse", "ov/race");
        // Every branch twice, and everything once more.
        var runs = await Task.WhenAll(names.Concat(names).Select(name => Box.RunAsync("ov", ["merge", "--branch", name, "--json"], limit: Patience))
            .Append(Box.RunAsync("ov", ["merge", "--all", "--json"], limit: Patience)));
        foreach (var name in names.Where(name => _project.Count("SELECT COUNT(*) FROM merge WHERE branch = ?1 AND state = 'landed'", name) == 0))
        {
            // Whoever only found the queue busy may try again; nobody may have broken it.
            _project.Ov("merge", "--branch", name).Ok();
        }

        Assert.All(runs, run => Assert.True(run.ExitCode is 0 or 5 or 75 or 4 or 9, run.ToString()));
        Assert.Equal(branches, _project.Count("SELECT COUNT(*) FROM merge WHERE state = 'landed'"));
        Assert.Equal(branches, int.Parse(Box.Git("rev-list", "--first-parent", "--count", $"{before}..ov/race"), CultureInfo.InvariantCulture));
        Assert.Equal(
            Enumerable.Range(0, branches).Select(i => $"part-{i}.txt"),
            Box.Git("ls-tree", "--name-only", "ov/race").Split('\n').Where(file => file.StartsWith("part-", StringComparison.Ordinal)));
        Assert.Equal(branches, _project.Count("SELECT COUNT(*) FROM task WHERE state = 'closed'"));
    }

    [Fact]
    public async Task Of_racing_inits_one_makes_the_project_and_owns_it()
    {
        using var box = new Sandbox().InitRepository();
        var tokens = Enumerable.Range(0, 8).Select(i => Path.Combine(box.Home, $"token-{i}")).ToList();
        var runs = await Task.WhenAll(tokens.Select(token => box.RunAsync("ov", ["init", "--token-file", token, "--json"], limit: Patience)));

        Assert.Single(runs, run => run.ExitCode == 0);
        Assert.All(runs.Where(run => run.ExitCode != 0), run => run.Refused(4, "state"));
        var written = Assert.Single(tokens, File.Exists);
        box.Variables["OV_OPERATOR_TOKEN"] = (await File.ReadAllTextAsync(written)).Trim();
        box.Ov("token", "list").Ok();
        box.Ov("task", "add", "The first").Ok();
        Assert.Equal("?? .overstory/", box.Git("status", "--porcelain"));
    }
}

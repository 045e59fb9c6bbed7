using System.Text.Json;
using Ov.Core.Worktrees;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.House;

/// <summary>An argument that means a thing takes its id, a unique prefix of the id's random part, or what people call it, whichever command reads it.</summary>
public sealed class IdArgumentTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Each_noun_takes_an_id_a_prefix_or_a_name()
    {
        var task = _site.Add("Fix the login");
        var agent = _site.Worker("builder-1", task);
        var group = Said(Ov("group", "create", "release", "1"), "id").GetString()!;
        var mail = Said(Ov("mail", "send", "--to", "builder-1", "--subject", "s", "--body", "b"), "id").GetString()!;
        var tree = _site.Operator.Ledger.Read(WorktreeStore.Present).Single().Id;
        var faults = new List<string>();
        foreach (var (command, id, names) in new (string, string, string[])[]
        {
            ("task show {0}", task.Id, ["1", "#1"]),
            ("task edit {0} --priority high", task.Id, ["1"]),
            ("spec write {0} --body x", task.Id, ["1"]),
            ("sling {0} --dry-run --restart", task.Id, ["1"]),
            ("run show {0}", _site.Run.Id, ["run-1"]),
            ("status --run {0}", _site.Run.Id, ["run-1"]),
            ("group status {0}", group, ["release"]),
            ("mail read {0}", mail, []),
            ("stop {0} --dry-run", agent.Id, ["builder-1", "Builder-1"]),
            ("nudge {0} --dry-run", agent.Id, ["builder-1"]),
            ("worktree status {0}", tree, ["builder-1", agent.Branch!]),
            ("wait {0} --until idle --timeout 1ms", agent.Id, ["builder-1"]),
            ("show {0}", agent.Id, ["builder-1"]),
        })
        {
            var random = id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..];
            foreach (var word in (string[])[id, random, random[..6], id[..^2], .. names])
            {
                var run = Ov(string.Format(null, command, word).Split(' '));
                if (run.Exit is 2 or 3)
                {
                    faults.Add(run.ToString());
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private Answered Ov(params string[] words) => _site.Project.Ov([], [.. words, "--json"]);

    private static JsonElement Said(Answered run, string field) =>
        run.Exit == 0 ? JsonDocument.Parse(run.Out).RootElement.GetProperty(field) : throw new InvalidOperationException(run.ToString());
}

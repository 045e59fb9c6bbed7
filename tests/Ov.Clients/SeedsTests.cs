using System.Text.Json;
using Ov.EndToEnd;

namespace Ov.Clients;

/// <summary>Issues of the real <c>sd</c>: worked on, closed by the landing, exported and synced, without a change in the user's checkout.</summary>
public sealed class SeedsTests
{
    private const string Agent = "echo hi > done.txt; git add done.txt; git commit -qm 'Do it'; sd update $ISSUE --status in_progress --json; ov task done --summary 'did it'";

    [Fact]
    public void An_issue_is_slung_by_its_id_and_closed_on_the_target_after_its_landing()
    {
        var program = Client.Require("sd");
        using var project = new OvProject();
        var box = project.Box;
        box.MayLeaveProcesses = true;
        box.WriteProgram("sd", $"exec '{program}' \"$@\"");
        string Sd(params string[] args) => box.Run("sd", [.. args, "--json"]).Ok().Stdout;
        string Made(string title, params string[] more) => JsonDocument.Parse(Sd(["create", "--title", title, .. more])).RootElement.GetProperty("id").GetString()!;
        Sd("init");
        var login = Made("Fix login", "--priority", "1", "--description", "-- do it");
        var docs = Made("Write docs");
        Sd("dep", "add", docs, login);
        box.Git("add", "-A");
        box.Git("commit", "-qm", "Issues");
        var later = Made("Not committed");

        project.Ov("sling", login, "--wait", "--exec", "--", "sh", "-c", Agent.Replace("$ISSUE", later, StringComparison.Ordinal)).Ok();
        Assert.Contains("\"status\":\"open\"", Line(box.Git("show", "HEAD:.seeds/issues.jsonl"), login), StringComparison.Ordinal);
        var mine = File.ReadAllText(Path.Combine(box.Repo, ".seeds/issues.jsonl"));
        project.Ov("merge", "--all").Ok();
        project.Ov("watch", "--once").Ok();
        Assert.Contains("\"status\":\"closed\"", Line(box.Git("show", "ov/run-1:.seeds/issues.jsonl"), login), StringComparison.Ordinal);
        Assert.Equal(mine, File.ReadAllText(Path.Combine(box.Repo, ".seeds/issues.jsonl")));

        Assert.Contains("added", project.Ov("task", "import", "--from", "seeds").Ok().Stdout, StringComparison.Ordinal);
        project.Ov("task", "add", "Ours", "--body", "--text that begins so").Ok();
        project.Ov("task", "export", "--to", "seeds").Ok();
        Sd("update", later, "--title", "Renamed there");
        project.Ov("task", "edit", docs, "--title", "Renamed here").Ok();
        Assert.Contains("1 updated, 1 written", project.Ov("task", "sync").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("0 updated, 0 written", project.Ov("task", "sync").Ok().Stdout, StringComparison.Ordinal);
        var landed = box.Git("show", "ov/run-1:.seeds/issues.jsonl");
        Assert.Contains("Renamed here", landed, StringComparison.Ordinal);
        Assert.Contains("--text that begins so", landed, StringComparison.Ordinal);
    }

    private static string Line(string issues, string id) => Assert.Single(issues.Split('\n'), line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal));
}

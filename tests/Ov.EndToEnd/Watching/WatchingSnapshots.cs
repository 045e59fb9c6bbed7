using System.Text.RegularExpressions;
using Ov.Core.Processes;
using Ov.EndToEnd.Agents;
using Ov.EndToEnd.Snapshots;

namespace Ov.EndToEnd.Watching;

/// <summary>What status, watch and doctor print; kept among the snapshots of all other commands.</summary>
public sealed class WatchingSnapshots
{
    private const string NoWatcher = "watch:\n  enabled: false\n";

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_project_in_which_nothing_happens_yet(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("empty", "status");
        day.ShowsCase("nothing-due", "watch", "--once");
        day.ShowsCase("nothing-left", "watch");
        day.Shows("watch install");
        day.ShowsCase("again", "watch install");
        day.Shows("watch uninstall");
        day.Shows("guard explain", "git push origin main", "--role", "builder");
        day.ShowsCase("allowed", "guard explain", "make test", "--role", "builder");
        day.Refuses(3, "not-found", "role", "guard explain", "ls", "--role", "bilder");
        day.Refuses(2, "usage", "short-interval", "watch", "--interval", "10");
        day.Refuses(2, "usage", "kill-others", "watch", "--kill-others");
        day.Refuses(2, "usage", "dry-run-behind", "watch", "--background", "--dry-run");
        day.Refuses(2, "usage", "category", "doctor", "--category", "orphan");
        day.Does("task", "add", "Write the parser");
        day.ShowsCase("tasks-only", "status");
        day.ShowsCase("nothing-left", "clean");
    }, NoWatcher);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_project_in_which_much_happens(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = Programs;
        day.Does("run", "start", "sprint", "--target", "main", "--objective", "Ship the parser");
        day.Does("sling", "Write the parser for the new grammar", "--name", "parser", "--files", "src/parser/**");
        day.Does("sling", "Document it", "--name", "writer");
        Assert.True(SpinWait.SpinUntil(() => day.Project.Count("SELECT count(*) FROM agent WHERE state = 'idle'") == 2, TimeSpan.FromSeconds(20)));
        day.Speaker = "parser";
        day.Does("mail", "send", "--to", "operator", "--subject", "Which grammar?", "--body", "LL or LR", "--type", "question");
        day.Speaker = null;
        day.Shows("status");
        Kill(day, "writer");
        day.ShowsCase("dry-run", "watch", "--once", "--dry-run");
        day.ShowsCase("orphans", "doctor", "--category", "orphans");
        day.ShowsCase("fix-dry-run", "doctor", "--category", "orphans", "--fix", "--dry-run");
        day.Refuses(6, "needs-confirmation", "unconfirmed", "doctor", "--category", "orphans", "--fix");
        day.Shows("watch", "--once");
        day.Shows("doctor");
        day.ShowsCase("git", "doctor", "--category", "git");
        day.ShowsCase("fix", "doctor", "--category", "orphans", "--fix", "--yes");
        day.ShowsCase("bundle", "doctor", "--bundle", "../support.zip");
        day.Refuses(4, "state", "bundle-exists", "doctor", "--bundle", "../support.zip");
        day.Refuses(4, "state", "at-work", "clean", "--all", "--yes");
        day.Does("stop", "--all");
        File.WriteAllText(Path.Combine(day.Project.WorktreeOf("parser"), "unsaved.txt"), "not committed yet\n");
        day.ShowsCase("dry-run", "clean", "--all", "--dry-run");
        day.Refuses(6, "needs-confirmation", "unconfirmed", "clean", "--all");
        day.Shows("clean", "--all", "--yes");
    }, NoWatcher);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Broken_settings(Form form) => Day.Play(
        form, day => day.Refuses(7, "finding", "wrong", "doctor", "--category", "config"), "agents:\n  maxConcurrent: lots\nmerg:\n  policy: ready\n");

    /// <summary>What is installed here differs from machine to machine.</summary>
    private static string Programs(string text) =>
        Regex.Replace(Regex.Replace(Regex.Replace(text, "\"bytes\": [0-9]+", "\"bytes\": {bytes}"), @"(git|SQLite|LibGit2Sharp) [0-9.]+", "$1 {version}"), @"ov [^ ""\n]+ \((native|managed)\)|tmux is [^""\n]+|(No known coding agent|Coding agents)[^""\n]+", "{program}");

    /// <summary>Its host ends without a word, as in a crash.</summary>
    private static void Kill(Day day, string agent)
    {
        var host = ProcessIdentity.Parse(day.Project.Rows("SELECT host FROM agent WHERE name = ?1", row => row.Text("host"), agent)[0])!;
        Team.Kill(host.Pid);
        Assert.True(SpinWait.SpinUntil(() => host.Liveness == Liveness.Dead, TimeSpan.FromSeconds(20)));
    }
}

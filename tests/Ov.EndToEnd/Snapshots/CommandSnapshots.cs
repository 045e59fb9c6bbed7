using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Snapshots;

/// <summary>What every command prints, in text and as JSON. A test that walks the command tree asks for both of every command.</summary>
public sealed class CommandSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void The_program_itself(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = text => Regex.Replace(
            Regex.Replace(text, @"\(([0-9a-f]{12}|\{commit-\d\}|unknown)(-dirty)?, (native|managed), SQLite 3[0-9.]+", "({commit}, {build}, SQLite {sqlite}"),
            "\"(version|commit|build|sqlite)\": \"[^\"]*\"", "\"$1\": \"{$1}\"");
        day.Shows("version");
        day.ShowsCase("errors", "help", "errors");
        day.ShowsCase("command", "help", "mail", "send");
        day.Refuses(3, "not-found", "unknown-command", "help", "mial");
        day.Refuses(2, "usage", "unknown-command", "ov", "mial");
        day.Refuses(2, "usage", "unknown-option", "version", "--versoin");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_new_project(Form form) => Day.Play(form, day =>
    {
        using var box = new Sandbox();
        OnlyKnownPrograms(box);
        OvRun Init(string? name, params string[] rest) => day.Show("init", name, box.Run("ov", day.Line("init", rest)), box);

        Init("not-a-repository").Refused(7, "not-a-repository");
        box.InitRepository();
        day.Show("mail check", "not-initialised", box.Run("ov", day.Line("mail check")), box).Refused(7, "not-initialised");
        box.WriteFile("Makefile", "test:\n\ttrue\n");
        Init("dry-run", "--dry-run").Ok();
        Init(null, "--test", "--yes", "--token-file", Path.Combine(box.Home, "token")).Ok();
        Init("again").Ok();
        Init("second-token", "--token-file", Path.Combine(box.Home, "other")).Refused(4, "state");
    });

    /// <summary>What else is installed on this machine must not show: ov lists the agent programs and other programs of its name.</summary>
    private static void OnlyKnownPrograms(Sandbox box)
    {
        foreach (var program in new[] { "sh", "git", "make", "true" })
        {
            var path = new[] { "/usr/local/bin", "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
            if (path is not null)
            {
                File.CreateSymbolicLink(Path.Combine(box.Bin, program), path);
            }
        }

        box.Variables["PATH"] = box.Bin;
    }
}

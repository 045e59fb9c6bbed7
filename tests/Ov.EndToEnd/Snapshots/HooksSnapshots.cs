namespace Ov.EndToEnd.Snapshots;

/// <summary>What the verbs for the operator's own session print.</summary>
public sealed class HooksSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Hooks(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("dry-run", "hooks install", "--dry-run");
        day.Shows("hooks install");
        day.ShowsCase("again", "hooks install");
        day.Shows("hooks status");
        day.ShowsCase("none", "hooks status", "--runtime", "codex");
        day.Shows("hooks uninstall");
        day.ShowsCase("nothing", "hooks uninstall");
        day.Project.Box.WriteFile(".claude/settings.local.json", "{ broken");
        day.Refuses(4, "foreign", "broken", "hooks install");
        day.Refuses(2, "usage", "unknown", "hooks install", "--runtime", "clauded");
    });
}

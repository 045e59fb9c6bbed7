using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Snapshots;

/// <summary>What <c>ov dashboard</c> prints where there is no terminal.</summary>
public sealed class DashboardSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_dashboard(Form form) => Day.Play(
        form,
        day =>
        {
            // The project was made before its clock was stopped.
            day.AlsoScrub = text => Regex.Replace(text, @"\d\d:\d\d:\d\d", "{clock}");
            day.Does("run", "start", "export", "--target", "main");
            day.Does("task", "add", "Export as JSON");
            day.Does("gate", "open", "Is this what you wanted?", "--kind", "feedback");
            day.Shows("dashboard", "--once");
            day.Refuses(2, "usage", "interval", "dashboard", "--interval", "10");
        },
        "watch:\n  enabled: false\n");
}

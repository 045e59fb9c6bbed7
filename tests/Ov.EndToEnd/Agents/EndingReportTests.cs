namespace Ov.EndToEnd.Agents;

/// <summary>A role whose agents report by ending their turn.</summary>
public sealed class EndingReportTests : IDisposable
{
    private readonly Team _team = new("roles: { auditor: { readOnly: true, implicitCompletion: true } }\n");

    public void Dispose() => _team.Dispose();

    [Fact]
    public void What_it_printed_last_is_its_report_and_nobody_waits_any_longer()
    {
        _team.Ov("sling", "Look for holes", "--role", "auditor", "--force-hierarchy", "--exec", "echo 'Three doors stand open.'").Ok();
        _team.Wait("1");
        Assert.Contains("Three doors stand open.", _team.Ov("task", "show", "1").Ok().Stdout);
        Assert.Contains("Three doors stand open.", _team.Ov("mail", "list", "--type", "worker_done", "--json").Ok().Stdout);
    }
}

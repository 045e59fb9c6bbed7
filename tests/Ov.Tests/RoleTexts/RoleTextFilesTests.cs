using Ov.Core.Agents;
using Ov.Core.RoleTexts;
using Ov.Tests.Support;

namespace Ov.Tests.RoleTexts;

public sealed class RoleTextFilesTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    private RoleTextFiles Files => new(_project.Root);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Fresh_copies_are_up_to_date_and_survive_the_line_ends_of_another_system()
    {
        Files.WriteFirst();
        Assert.Equal(BuiltInRoles.Names, Files.Compare().Unchanged);
        _project.Write(Path("lead"), BuiltInRoles.Text("lead")!.ReplaceLineEndings("\r\n"));
        Assert.Equal(BuiltInRoles.Names, Files.Compare().Unchanged);
    }

    [Fact]
    public void An_edited_text_is_never_touched_and_a_removed_one_stays_away()
    {
        Files.WriteFirst();
        _project.Write(Path("lead"), "# Our leads\n");
        File.Delete(Full("monitor"));
        var changes = Files.Compare();
        Assert.Equal(["lead"], changes.Edited);
        Assert.Equal(["monitor"], changes.Removed);
        Files.Apply(changes);
        Assert.Equal("# Our leads\n", File.ReadAllText(Full("lead")));
        Assert.False(File.Exists(Full("monitor")));
    }

    [Fact]
    public void A_text_as_another_version_wrote_it_is_replaced_and_told_apart_in_every_clone()
    {
        Files.WriteFirst();
        var older = BuiltInRoles.Text("scout")! + "\nAn older sentence.\n";
        _project.Write(Path("scout"), older);
        Assert.Equal(["scout"], Files.Compare().Edited);
        // As if that version had written it.
        var list = Full(".written")[..^3];
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(older)));
        File.WriteAllLines(list, File.ReadAllLines(list).Select(line => line.EndsWith("  scout.md", StringComparison.Ordinal) ? $"{hash}  scout.md" : line));
        var changes = Files.Compare();
        Assert.Equal(["scout"], changes.Updated);
        Files.Apply(changes);
        Assert.Equal(BuiltInRoles.Text("scout"), File.ReadAllText(Full("scout")));
        Assert.Equal(BuiltInRoles.Names, Files.Compare().Unchanged);
    }

    [Fact]
    public void An_agent_gets_our_text_until_the_project_edits_its_copy_or_configures_another()
    {
        var agent = _project.AddAgent(_project.AddRun(), "lead-1", "lead");
        Files.WriteFirst();
        Assert.Equal(BuiltInRoles.Text("lead"), Text(agent));
        _project.Write(Path("lead"), "Our leads of {{AGENT_NAME}} report to {{PARENT_AGENT}}.\n");
        Assert.Equal("Our leads of lead-1 report to operator.", Text(agent));
        _project.Write(".overstory/config.yaml", "roles:\n  lead: { prompt: prompts/lead.md }\n");
        _project.Write("prompts/lead.md", "Leads by the book.\n");
        Assert.Equal("Leads by the book.", Text(agent));
        Assert.Null(Text(_project.AddAgent(_project.AddRun("other"), "auditor-1", "auditor")));
    }

    private string? Text(AgentRecord agent)
    {
        using var app = _project.OperatorApp();
        return RoleText.For(app, agent, "operator");
    }

    private static string Path(string role) => $"{RoleTextFiles.Folder}/{role}.md";

    private string Full(string role) => System.IO.Path.Combine(_project.Root, Path(role));
}

using Ov.Core;
using Ov.Tests.Support;

namespace Ov.Tests.Projects;

/// <summary>Which project a command works on, in the order of the contract.</summary>
public sealed class ProjectSelectionTests : IDisposable
{
    private readonly TestProject _here = TestProject.Create();
    private readonly TestProject _other = TestProject.Create();

    public void Dispose()
    {
        _here.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Named_beats_the_folders_own_which_beats_the_variable_and_a_disagreement_warns_once()
    {
        Assert.Equal((_here.Root, ""), Selected(_here.Root, null, null));
        Assert.Equal((_here.Root, ""), Selected(_here.Root, null, _here.Root));
        Assert.Equal((_other.Root, ""), Selected(_here.Root, _other.Root, null));
        Assert.Equal((_other.Root, ""), Selected(_here.Folder, null, _other.Root));
        var (root, warning) = Selected(_here.Root, null, _other.Root);
        Assert.Equal(_here.Root, root);
        Assert.Equal($"! This works on the project {_here.Root}; OVERSTORY_PROJECT_ROOT names another one, {_other.Root}. Name the one you mean with --project.\n", warning);
    }

    [Fact]
    public void Every_linked_worktree_leads_to_the_same_project()
    {
        var linked = Path.Combine(_here.Folder, "linked");
        _here.Git("worktree", "add", "-q", "--detach", linked);
        Assert.Equal((_here.Root, ""), Selected(linked, null, _here.Root));
    }

    private (string Root, string Warning) Selected(string folder, string? named, string? variable)
    {
        using var error = new StringWriter();
        var environment = _here.Environment(variable is null ? [] : [("OVERSTORY_PROJECT_ROOT", variable)]) with { WorkingDirectory = folder, Error = error };
        using var app = new OvApp(environment, new OvOptions(named, null, false, false, false, false, false, "never"));
        _ = app.HasLedger;
        return (app.Project.Root, error.ToString());
    }
}

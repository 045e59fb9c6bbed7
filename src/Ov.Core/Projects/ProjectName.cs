using Ov.Core.Config;

namespace Ov.Core.Projects;

/// <summary>What people call the project: the configured name, else the folder's.</summary>
public static class ProjectName
{
    /// <summary>A broken setting never keeps a command from naming its project.</summary>
    public static string Of(OvApp app) =>
        app.Config.Setting(ConfigKeys.ProjectName) is { IsBroken: false, Found.Length: > 0 } name ? name.Found : app.Project.Name;
}

using Ov.Core.Config;

namespace Ov.Core.Projects;

/// <summary>
/// Tells when the project's settings have vanished from its tree, as by <c>git clean -ffdx</c> or <c>git stash -a</c> before they were committed: the ledger
/// is safe elsewhere, but gates and limits are no longer what people think.
/// </summary>
public static class LostSettings
{
    public const string Fix = "Bring .overstory back with git, or run 'ov init --force' for new ones.";

    /// <summary>One sentence, or null when they are there. A bare repository has none.</summary>
    public static string? Of(OvApp app) =>
        app.Policy is null && app.Project is { HasTree: true, IsInitialised: true } project && !File.Exists(Path.Combine(project.Root, ConfigReader.SharedFile))
            ? $"{ConfigReader.SharedFile} is gone, so every setting is at its default and no gate runs." : null;
}

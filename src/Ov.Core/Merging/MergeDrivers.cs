using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>Which merge drivers of git's settings may run: those whose exact text the operator approved, as with gates.</summary>
internal static class MergeDrivers
{
    /// <summary>Merges with those alone.</summary>
    public static GitMerge Merge(OvApp app)
    {
        var store = TrustStore.For(app.Environment.Variables);
        return new GitMerge(app.Git, (name, command) => store.IsTrusted(app.Project.Root, Of(name, command)));
    }

    /// <exception cref="OvException">not-operator.</exception>
    public static void Approve(OvApp app, Caller caller)
    {
        var store = TrustStore.For(app.Environment.Variables);
        foreach (var driver in store.Untrusted(app.Project.Root, GitDrivers.Read(app.Git, app.Project.CommonDir).All.Select(driver => Of(driver.Key, driver.Value))))
        {
            store.Approve(app.Project.Root, driver, caller.IsOperator);
        }
    }

    private static CommandSpec Of(string name, string command) => CommandSpec.Shell(CommandKind.Driver, name, command, TimeSpan.Zero, "git's settings");
}

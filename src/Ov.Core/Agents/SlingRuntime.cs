using Ov.Core.Config;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Exec;

namespace Ov.Core.Agents;

/// <summary>The runtime that a sling asks for must be known, here, and fit what else was asked.</summary>
internal static class SlingRuntime
{
    /// <exception cref="OvException">not-found, usage.</exception>
    public static void Require(SlingRequest request, SlingRules rules, OvApp app)
    {
        var runtime = RuntimeList.In(app.Config).Require(request.Runtime ?? rules.Runtime);
        if (runtime.Name != ExecRuntime.Word && request.Command is not null)
        {
            throw new OvException(
                ErrorCode.Usage, $"A command is for the exec runtime, and {runtime.Name} was chosen.", "Leave the command out, or pass --runtime exec.");
        }

        if (runtime.Traits.Program is { } program && ProgramPath.Find(program, app.Environment.Variables) is null)
        {
            throw new OvException(
                ErrorCode.NotFound, $"{runtime.Traits.Title} is not here: no program '{program}' is on the PATH.", "Install it, or choose another with --runtime; see 'ov doctor'.");
        }
    }

    /// <summary>What the configuration of that runtime would execute or allow, and an operator must approve.</summary>
    public static IEnumerable<CommandSpec> Configured(SlingRequest request, SlingRules rules, OvConfig config) =>
        config.Runtimes.All.GetValueOrDefault(request.Runtime ?? rules.Runtime)?.NeedsApproval is { } spec ? [spec] : [];
}

using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runtimes.Exec;

namespace Ov.Core.Runtimes.Survey;

/// <summary>The turn that a runtime would be given, without giving it: the same choices and the same adapter as in life.</summary>
/// <param name="ResumeCommand">Of a later turn in the same session; empty when it cannot go on in one.</param>
/// <param name="InheritCommand">Of the first turn of an agent that begins with a fork of its parent's session; empty when that cannot be.</param>
/// <param name="ByHandCommand">Of a person who goes on in the session with <c>ov attach</c>; empty when that cannot be.</param>
public sealed record RuntimeRehearsal(
    string Role, string? Model, AccessMode Access, IReadOnlyList<string> Command, IReadOnlyList<string> ResumeCommand, IReadOnlyList<string> InheritCommand, IReadOnlyList<string> ByHandCommand, string Input,
    IReadOnlyList<RehearsedVariable> Variables, IReadOnlyList<string> Files)
{
    /// <param name="model">An alias or the runtime's own word; null for the configured one.</param>
    /// <exception cref="OvException">not-found: no such role.</exception>
    public static RuntimeRehearsal Of(OvApp app, IRuntime runtime, string role, string? model)
    {
        Roles.In(app.Config).Require(role);
        var settings = app.Config.Runtimes.All.GetValueOrDefault(runtime.Name);
        var context = Context(app, runtime, role, TurnChoices.Access(app, role, settings)) with { Model = TurnChoices.Model(model ?? settings?.Model, settings) };
        var (launch, later, fork) = (runtime.Launch(context), context with { Agent = context.Agent with { Session = "SESSION" } }, context with { Agent = context.Agent with { ForkOf = "SESSION" } });
        return new RuntimeRehearsal(
            role, context.Model, context.Access, launch.Argv, runtime.Traits.CanResume ? runtime.Launch(later).Argv : [], runtime.Traits.CanFork ? runtime.Launch(fork).Argv : [],
            runtime.Traits.CanResume && runtime.ByHand(later) is { } byHand ? byHand.Argv : [],
            launch.InputFile is null ? "nothing" : "the prompt",
            [.. launch.Variables.Select(variable => new RehearsedVariable(variable.Key, variable.Value))], [.. launch.Files.Select(file => file.Key)]);
    }

    /// <summary>What each access mode allows, in the runtime's own terms.</summary>
    public static IReadOnlyList<RehearsedAccess> Modes(OvApp app, IRuntime runtime)
    {
        var settings = app.Config.Runtimes.All.GetValueOrDefault(runtime.Name);
        return [.. Enum.GetValues<AccessMode>().Select(mode => new RehearsedAccess(mode, runtime.Launch(Context(app, runtime, "builder", mode)).Permission, mode != AccessMode.Full || Allows(app, settings)))];
    }

    private static bool Allows(OvApp app, RuntimeOverride? settings) => settings is { IsFull: true } && TurnChoices.IsTrusted(app, settings);

    private static TurnContext Context(OvApp app, IRuntime runtime, string role, AccessMode access)
    {
        var files = app.Project.Files.Agent("AGENT");
        var settings = app.Config.Runtimes.All.GetValueOrDefault(runtime.Name);
        var command = runtime.Name == ExecRuntime.Word ? ExecRuntime.Stored(ExecRuntime.Configured(app.Config, role)?.Argv ?? ["COMMAND"]) : null;
        return new TurnContext(
            Sample(app, runtime, role, command), access, files.Prompt(1), "PROMPT", files.Folder, app.Project.Root, Path.Combine(app.Project.Files.Folder, "bin", "ov"), app.Environment.Variables)
        {
            Mcp = TurnChoices.Mcp(app, runtime.Traits, role, settings, [Path.Combine(app.Project.Files.Folder, "bin", "ov"), "--project", "WORKTREE", "mcp", "--agent", $"{role}-1"]), Effort = settings?.Effort, Tools = TurnChoices.Tools(app, role), ExtraArguments = TurnChoices.Extra(app, settings), CommonDir = app.Project.CommonDir, RoleFile = files.Role, RoleText = "ROLE",
        };
    }

    private static AgentRecord Sample(OvApp app, IRuntime runtime, string role, string? command)
    {
        var now = app.Environment.Time.GetUtcNow();
        return new AgentRecord(
            "AGENT", $"{role}-1", 1, role, AgentState.Working, now, null, "RUN", "TASK", null, 0, runtime.Name, command, null, "", "BRANCH", "TARGET", null, "WORKTREE", [], false, null,
            null, null, 0, null, 0, Caller.OperatorName, now, now, null);
    }
}

/// <param name="Available">False for full access that the configuration does not give, or nobody approved.</param>
public sealed record RehearsedAccess(AccessMode Mode, string Permission, bool Available);

/// <param name="Value">Empty when the variable is taken away.</param>
public sealed record RehearsedVariable(string Name, string Value);

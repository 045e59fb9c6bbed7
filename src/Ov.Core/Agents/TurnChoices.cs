using Ov.Core.Config;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>What the configuration chooses for a turn: model, rights, further arguments. The dry run of a runtime asks here too, so that it tells the truth.</summary>
internal static class TurnChoices
{
    public static string? Model(string? asked, RuntimeOverride? settings) => asked is null ? null : settings?.Models.GetValueOrDefault(asked) ?? asked;

    /// <summary>Each role gets the least it can work with. A broken configuration never widens it.</summary>
    public static AccessMode Access(OvApp app, string role, RuntimeOverride? settings) =>
        Try(() => Roles.In(app.Config), Roles.With(new Dictionary<string, RoleOverride>())).IsReadOnly(role) ? AccessMode.ReadOnly
        : settings is { IsFull: true } && IsTrusted(app, settings) ? AccessMode.Full
        : AccessMode.Workspace;

    /// <summary>The tools that a role is held to, or null. A configuration that got broken leaves the role's rights as they are.</summary>
    public static IReadOnlyList<string>? Tools(OvApp app, string role) => Try(() => Roles.In(app.Config).Tools(role), null);

    public static IReadOnlyList<string> Extra(OvApp app, RuntimeOverride? settings) =>
        settings is { Arguments.Count: > 0 } && IsTrusted(app, settings) ? settings.Arguments : [];

    /// <summary>
    /// The server of ov's own tools, or null. Agents have the command line, and definitions of tools are paid for on every turn: so only where the
    /// configuration asks for it, and for who starts others from within a sandbox that ends what a command leaves behind.
    /// </summary>
    public static IReadOnlyList<string>? Mcp(OvApp app, RuntimeTraits traits, string role, RuntimeOverride? settings, IReadOnlyList<string> server) =>
        traits.HasMcp && (settings?.Mcp ?? (traits.StartsOthersByMcp && Try(() => Roles.In(app.Config).MaySpawn(role).Count > 0, false))) ? server : null;

    /// <summary>True as well when there is nothing to approve.</summary>
    public static bool IsTrusted(OvApp app, RuntimeOverride settings) =>
        settings.NeedsApproval is not { } spec || TrustStore.For(app.Environment.Variables).IsTrusted(app.Project.Root, spec);

    public static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (OvException)
        {
            return otherwise;
        }
    }
}

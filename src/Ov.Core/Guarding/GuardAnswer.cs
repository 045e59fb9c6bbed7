using System.Text.Json.Serialization;
using Ov.Core.Agents;

namespace Ov.Core.Guarding;

/// <summary>What somebody who asks is told about a call.</summary>
/// <param name="Agent">Null when a role was asked about, or when no rule binds the caller.</param>
/// <param name="Role">Null, like the stance, when no rule binds the caller.</param>
/// <param name="Rule">Null when allowed, like reason and hint.</param>
public sealed record GuardAnswer(bool Allowed, string? Agent, string? Role, Stance? Stance, string? Rule, string? Reason, string? Hint)
{
    /// <summary>Nobody's call, or no call at all.</summary>
    public static readonly GuardAnswer Unbound = new(true, null, null, null, null, null, null);

    /// <summary>What a hook prints: nothing, or a denial in the runtime's own form.</summary>
    [JsonIgnore]
    public string Form { get; init; } = "";

    public static GuardAnswer Of(GuardSubject subject, GuardVerdict verdict) =>
        new(verdict.IsAllowed, subject.Agent?.Name, subject.Role, subject.Facts.Stance, verdict.Rule?.Id, verdict.Reason, verdict.Hint);

    /// <summary>Judges a command, or a change of files, for an agent or a role, as if asked in its worktree; changes nothing and records nothing.</summary>
    public static GuardAnswer To(OvApp app, GuardSubject subject, string? command, IReadOnlyList<string> files)
    {
        var here = app.Environment.WorkingDirectory;
        var folder = subject.Facts.Worktree is { } worktree && !GuardPlaces.Holds(subject.Facts.Resolve(worktree), subject.Facts.Resolve(here)) ? worktree : here;
        var verdict = command is null ? GuardVerdict.Allow : GuardDecision.Of(subject.Facts, new GuardCall.Shell("bash", folder, command));
        if (verdict.IsAllowed && files.Count > 0)
        {
            verdict = GuardDecision.Of(subject.Facts, new GuardCall.Files("edit", folder, [.. files.Select(file => Path.GetFullPath(file, folder))]));
        }

        return Of(subject, verdict);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GuardAnswer))]
public sealed partial class GuardJson : JsonSerializerContext;

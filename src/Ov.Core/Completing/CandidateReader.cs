using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Runtimes;

namespace Ov.Core.Completing;

/// <summary>
/// Finds what a half-typed word may become. It starts no process, changes nothing, and is silent about everything that goes wrong: outside a
/// project, or beside a ledger of another version, there is simply nothing to offer.
/// </summary>
public sealed class CandidateReader(OvApp app)
{
    /// <summary>More than anybody reads; who types on gets the rest.</summary>
    public const int Limit = 200;

    private static readonly string[] Desk = [Caller.OperatorName, "@all", "@builders", "@leads", "@scouts", "@reviewers", "@mergers"];

    /// <summary>What begins with the prefix, each value once, the likeliest first.</summary>
    public IReadOnlyList<Suggestion> Find(Candidate kind, string prefix)
    {
        try
        {
            return [.. Of(kind, prefix).Where(found => found.Value.StartsWith(prefix, StringComparison.Ordinal)).DistinctBy(found => found.Value).Take(Limit)];
        }
        catch (Exception fault) when (fault is OvException or IOException or UnauthorizedAccessException or FormatException)
        {
            return [];
        }
    }

    /// <summary>What may be written as the value of a config key.</summary>
    public static IReadOnlyList<Suggestion> ValuesOf(string key) => ConfigKeys.All.FirstOrDefault(known => known.Path == key) switch
    {
        { Type: ConfigType.Boolean } => [new("true"), new("false")],
        { Type: ConfigType.Choice } choice => [.. choice.Words.Select(word => new Suggestion(word, word == choice.DefaultText ? "default" : ""))],
        { DefaultText.Length: > 0 } other => [new(other.DefaultText, "default")],
        _ => [],
    };

    private IEnumerable<Suggestion> Of(Candidate kind, string prefix) => kind switch
    {
        Candidate.LiveAgent => Ask(sql => CandidateStore.LiveAgents(sql, prefix, Limit)),
        Candidate.Agent => Ask(sql =>
            CandidateStore.LiveAgents(sql, prefix, Limit).Concat(CandidateStore.EndedAgents(sql, prefix, Limit)).Concat(Ids(sql, "agent", prefix))),
        Candidate.Recipient => Ask(sql => CandidateStore.LiveAgents(sql, prefix, Limit)).Concat(Desk.Select(word => new Suggestion(word))),
        Candidate.Task => Ask(sql => Tasks(sql, prefix)),
        Candidate.Run => Ask(sql => CandidateStore.Runs(sql, prefix, Limit).Concat(Ids(sql, "run", prefix))),
        Candidate.Group => Ask(sql => CandidateStore.Groups(sql, prefix, Limit).Concat(Ids(sql, "group", prefix))),
        Candidate.Mail => Ask(sql => CandidateStore.MailFor(sql, Reader(), Limit).Concat(CandidateStore.Ids(sql, "msg", prefix, Limit))),
        Candidate.Merge => Ask(sql => CandidateStore.Ids(sql, "merge", prefix, Limit)),
        Candidate.Gate => Ask(sql => GateStore.Pending(sql).Select(gate => new Suggestion(gate.Id, gate.Question)).Concat(CandidateStore.Ids(sql, "gate", prefix, Limit))),
        Candidate.Note => Ask(sql => CandidateStore.Notes(sql, prefix, Limit).Concat(CandidateStore.Ids(sql, "note", prefix, Limit))),
        Candidate.Domain => Ask(sql => CandidateStore.Domains(sql, prefix, Limit)),
        Candidate.Worktree => Ask(sql => CandidateStore.PresentWorktrees(sql, Limit)),
        Candidate.Token => Ask(sql => OperatorTokenStore.All(sql).Where(token => token.RevokedAt is null).Select(token => new Suggestion(token.Name))),
        Candidate.Branch => Branches(prefix),
        Candidate.Role => RoleNames().Select(role => new Suggestion(role)),
        Candidate.Runtime => Runtimes().All.Select(runtime => new Suggestion(runtime.Name, runtime.Traits.Title)),
        Candidate.ConfigKey => ConfigKeys.All.Select(key => new Suggestion(key.Path, key.Description)),
        Candidate.ConfiguredCommand => ConfiguredCommands.All(app.Config).Select(command => new Suggestion(command.Name, command.ShownText)),
        _ => [],
    };

    private List<Suggestion> Ask(Func<Sql, IEnumerable<Suggestion>> question) => app.HasLedger ? app.Ledger.Read(sql => question(sql).ToList()) : [];

    /// <summary>Ids only once somebody begins to type one: names are shorter.</summary>
    private static IEnumerable<Suggestion> Ids(Sql sql, string kind, string prefix) =>
        prefix.StartsWith(kind, StringComparison.Ordinal) ? CandidateStore.Ids(sql, kind, prefix, Limit) : [];

    private IEnumerable<Suggestion> Tasks(Sql sql, string prefix) => TheRun(sql) is { } run
        ? CandidateStore.Tasks(sql, run.Id, prefix, Limit).Concat(Ids(sql, "task", prefix))
        : CandidateStore.Ids(sql, "task", prefix, Limit);

    /// <summary>Null where a number would mean nothing: no run, or several.</summary>
    private RunRecord? TheRun(Sql sql)
    {
        try
        {
            return RunResolver.Find(app, sql);
        }
        catch (OvException)
        {
            return null;
        }
    }

    private string Reader() => app.Environment.Variable("OVERSTORY_AGENT_NAME") ?? Caller.OperatorName;

    private IEnumerable<Suggestion> Branches(string prefix) => Ask(sql => CandidateStore.LiveBranches(sql, Limit))
        .Concat(BranchNames.StartingWith(app.Project.CommonDir, prefix, Limit).Select(name => new Suggestion(name)));

    private RuntimeList Runtimes()
    {
        try
        {
            return app.HasLedger ? RuntimeList.In(app.Config) : RuntimeList.Known;
        }
        catch (OvException)
        {
            return RuntimeList.Known;
        }
    }

    private IEnumerable<string> RoleNames()
    {
        try
        {
            return app.HasLedger ? Roles.In(app.Config).Names : Roles.With(new Dictionary<string, RoleOverride>()).Names;
        }
        catch (OvException)
        {
            return Roles.With(new Dictionary<string, RoleOverride>()).Names;
        }
    }
}

using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Rows of merges.</summary>
public static class MergeStore
{
    private const string Open = "('queued', 'building', 'gating', 'conflicted', 'rejected')";

    public static MergeEntry? ById(Sql sql, string id) => sql.First("SELECT * FROM merge WHERE id = ?1", Read, id);

    /// <summary>Up to two whose random part begins so; at least two characters are asked for.</summary>
    public static List<MergeEntry> Beginning(Sql sql, string text)
    {
        var random = text.StartsWith("merge-", StringComparison.Ordinal) ? text["merge-".Length..] : text;
        return random.Length < 2 ? [] : sql.All("SELECT * FROM merge WHERE id >= ?1 AND id < ?2 LIMIT 2", Read, $"merge-{random}", $"merge-{random}\u007f");
    }

    /// <summary>The entry of a branch that still wants to land on a target.</summary>
    public static MergeEntry? OpenOf(Sql sql, string branch, string target) =>
        sql.First($"SELECT * FROM merge WHERE branch = ?1 AND target = ?2 AND state IN {Open}", Read, branch, target);

    /// <summary>The newest entry of a branch for a target, whatever became of it.</summary>
    public static MergeEntry? NewestOf(Sql sql, string branch, string target) =>
        sql.First("SELECT * FROM merge WHERE branch = ?1 AND target = ?2 ORDER BY seq DESC LIMIT 1", Read, branch, target);

    public static List<MergeEntry> OfBranch(Sql sql, string branch) =>
        sql.All("SELECT * FROM merge WHERE branch = ?1 ORDER BY seq", Read, branch);

    public static List<MergeEntry> OfTask(Sql sql, string taskId) =>
        sql.All("SELECT * FROM merge WHERE task_id = ?1 ORDER BY seq", Read, taskId);

    /// <summary>Whether a review sent the work of a task back and nobody has reported it again.</summary>
    public static bool WantsChanges(Sql sql, string taskId) =>
        sql.Number("SELECT 1 FROM merge WHERE task_id = ?1 AND state = 'rejected' AND review = 'changes' LIMIT 1", taskId) is not null;

    /// <summary>The entry of a task that came back and was not reported ready again; null when there is none.</summary>
    public static MergeEntry? CameBack(Sql sql, string taskId) => OfTask(sql, taskId).LastOrDefault(entry => entry.State is MergeState.Conflicted or MergeState.Rejected || entry is { Held: true, State: MergeState.Queued });

    /// <summary>What an entry's task was done on before, and given up for it; null when it was begun only once.</summary>
    public static MergeEntry? GivenUp(Sql sql, string taskId) => OfTask(sql, taskId).LastOrDefault(entry => entry is { State: MergeState.Withdrawn, Tier: MergeTier.Reimagine });

    internal static bool IsDoneAnew(Sql sql, MergeEntry entry) => entry.TaskId is { } taskId && GivenUp(sql, taskId) is { } old && old.Branch != entry.Branch;

    /// <summary>What waits for a target and is not held, the oldest first; <see cref="QueueOrder"/> says in which order it lands.</summary>
    public static List<MergeEntry> Queue(Sql sql, string target) =>
        sql.All("SELECT * FROM merge WHERE state = 'queued' AND target = ?1 AND held = 0 ORDER BY seq", Read, target);

    /// <summary>Targets that something is queued for that is not held, longest waiting first.</summary>
    public static List<string> QueuedTargets(Sql sql) =>
        sql.All("SELECT target FROM merge WHERE state = 'queued' AND held = 0 GROUP BY target ORDER BY min(seq)", row => row.Text("target"));

    /// <summary>Every entry that still wants to land, of one run or of all.</summary>
    public static List<MergeEntry> AllOpen(Sql sql, string? runId = null) => runId is null
        ? sql.All($"SELECT * FROM merge WHERE state IN {Open} ORDER BY seq", Read)
        : sql.All($"SELECT * FROM merge WHERE state IN {Open} AND run_id = ?1 ORDER BY seq", Read, runId);

    /// <summary>Open entries that a pull request offers, oldest first.</summary>
    public static List<MergeEntry> Offered(Sql sql) => sql.All($"SELECT * FROM merge WHERE request IS NOT NULL AND state IN {Open} ORDER BY seq", Read);

    /// <summary>Entries that are finished, newest first.</summary>
    public static List<MergeEntry> Finished(Sql sql, int limit) =>
        sql.All($"SELECT * FROM merge WHERE state NOT IN {Open} ORDER BY seq DESC LIMIT ?1", Read, limit);

    public static List<MergeEntry> OfRun(Sql sql, string runId) => sql.All("SELECT * FROM merge WHERE run_id = ?1 ORDER BY seq", Read, runId);

    /// <summary>What landed as a commit; an undone landing too.</summary>
    public static MergeEntry? ByLanded(Sql sql, string commit) => sql.First($"SELECT * FROM merge WHERE landed = ?1 ORDER BY tier = '{MergeTier.AlreadyLanded}', seq DESC LIMIT 1", Read, commit);

    /// <summary>What landed with a content.</summary>
    public static MergeEntry? ByPatch(Sql sql, string patchId) => sql.First("SELECT * FROM merge WHERE patch_id = ?1 ORDER BY state = 'landed' DESC, seq DESC LIMIT 1", Read, patchId);

    /// <summary>What landed on a target and was not undone, newest landing first.</summary>
    public static List<MergeEntry> LandedOn(Sql sql, string target, int limit) =>
        sql.All("SELECT * FROM merge WHERE state = 'landed' AND target = ?1 ORDER BY landing DESC LIMIT ?2", Read, target, limit);

    /// <summary>A landing on the same target, not undone, of a branch that was cut from this entry's branch.</summary>
    public static MergeEntry? LandedUpon(Sql sql, MergeEntry entry) => sql.First(
        "SELECT merge.* FROM merge JOIN agent ON agent.id = merge.agent_id WHERE merge.state = 'landed' AND merge.target = ?1 AND agent.base_branch = ?2 ORDER BY landing DESC LIMIT 1", Read, entry.Target, entry.Branch);

    /// <summary>Files that a branch changes and its agent was never given.</summary>
    public static IReadOnlyList<string> OutsideScope(Sql sql, MergeEntry entry) =>
        entry.AgentId is { } id && AgentStore.ById(sql, id) is { Scope: { Count: > 0 } scope } ? [.. entry.Files.Where(file => !ScopeOverlap.Holds(scope, file))] : [];

    /// <summary>Landings whose conflicts somebody resolved by hand, newest first.</summary>
    public static List<MergeEntry> Mended(Sql sql, int limit) =>
        sql.All("SELECT * FROM merge INDEXED BY merge_mended WHERE state = 'landed' AND mended <> '[]' ORDER BY landing DESC LIMIT ?1", Read, limit);

    internal static MergeEntry Insert(Tx tx, MergeRequest request)
    {
        var id = tx.NewId("merge");
        tx.Sql.Run(
            """
            INSERT INTO merge(id, run_id, task_id, agent_id, branch, tip, target, state, strategy, priority, files, requested_by, created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9, ?10, ?11, ?12, ?12)
            """,
            id, request.Run?.Id, request.Task?.Id, request.Agent?.Id, request.Branch, request.Tip, request.Target, request.Strategy.Word(),
            (request.Task?.Priority ?? TaskPriority.Medium).Word(), TextList.Write(request.Files), request.RequestedBy, tx.Now);
        var entry = ById(tx.Sql, id)!;
        Record(tx, entry, MergeState.Queued, request.RequestedBy, $"{request.Branch} for {request.Target}");
        return entry;
    }

    /// <summary>A newer commit of the branch was reported ready.</summary>
    internal static void SetTip(Tx tx, string id, string tip, IEnumerable<string> files, string requestedBy) => tx.Sql.Run(
        "UPDATE merge SET tip = ?2, files = ?3, requested_by = ?4, updated_at = ?5, seen = NULL, tree = NULL WHERE id = ?1", id, tip, TextList.Write(files), requestedBy, tx.Now);

    /// <summary>The one place that changes a merge's state. Refuses a transition that the contract does not list.</summary>
    /// <exception cref="OvException">state.</exception>
    internal static MergeEntry Move(Tx tx, MergeEntry entry, MergeState to, string actor, string? reason = null)
    {
        if (!MergeTransitions.Allowed(entry.State, to))
        {
            throw new OvException(ErrorCode.State, $"Merge {entry.Id} of {entry.Branch} is {entry.State.Word()} and cannot become {to.Word()}.", "See 'ov merge --status'.");
        }

        tx.Sql.Run(
            "UPDATE merge SET state = ?2, reason = ?3, updated_at = ?4, attempts = attempts + ?5 WHERE id = ?1",
            entry.Id, to.Word(), tx.Words(reason), tx.Now, to == MergeState.Building ? 1 : 0);
        Record(tx, entry, to, actor, reason);
        return ById(tx.Sql, entry.Id)!;
    }

    /// <summary>Why a queued entry waits; its state stays.</summary>
    internal static void SetReason(Tx tx, string id, string? reason) =>
        tx.Sql.Run("UPDATE merge SET reason = ?2, updated_at = ?3 WHERE id = ?1", id, tx.Words(reason), tx.Now);

    internal static void SetReview(Tx tx, string id, MergeReview? review) =>
        tx.Sql.Run("UPDATE merge SET review = ?2, reviewed = ?3 WHERE id = ?1", id, review?.Verdict.Word(), review?.Tip);

    /// <summary>Its landing was undone.</summary>
    /// <param name="revertedBy">The commit that took it out again; null when the target went back.</param>
    internal static void Hold(Tx tx, MergeEntry entry, string? revertedBy, string actor, string reason)
    {
        tx.Sql.Run("UPDATE merge SET held = 1, reverted_by = ifnull(?2, reverted_by), reason = ?3 WHERE id = ?1", entry.Id, revertedBy, tx.Words(reason));
        RecordHold(tx, "merge.held", entry, actor, reason);
    }

    internal static void Release(Tx tx, MergeEntry entry, string actor)
    {
        tx.Sql.Run("UPDATE merge SET held = 0, reason = NULL WHERE id = ?1", entry.Id);
        RecordHold(tx, "merge.released", entry, actor, null);
    }

    private static void RecordHold(Tx tx, string type, MergeEntry entry, string actor, string? text) => tx.Record(new EventDraft(type)
    {
        RunId = entry.RunId, Actor = actor, AgentId = entry.AgentId, TaskId = entry.TaskId, Subject = entry.Id, Text = text,
    });

    internal static void SetRequest(Tx tx, string id, ForgeRequest request) => tx.Sql.Run("UPDATE merge SET request = ?2, looked_at = ?3 WHERE id = ?1", id, request.Write(), tx.Now);

    /// <summary>What it was built on, where somebody else built it.</summary>
    internal static void SetSeen(Tx tx, string id, string seen) => tx.Sql.Run("UPDATE merge SET seen = ?2 WHERE id = ?1", id, seen);

    internal static void SetStrategy(Tx tx, string id, MergeStrategy strategy) => tx.Sql.Run("UPDATE merge SET strategy = ?2 WHERE id = ?1", id, strategy.Word());

    /// <summary>What the last build gave. Nothing is left of the build before.</summary>
    internal static void SetBuild(Tx tx, string id, string seen, string? tree, IEnumerable<string> conflicts, IReadOnlyList<Resolution> resolutions) => tx.Sql.Run(
        "UPDATE merge SET seen = ?2, tree = ?3, conflicts = ?4, resolutions = ?5, gates = '[]', train = NULL WHERE id = ?1",
        id, seen, tree, TextList.Write(conflicts), Text(resolutions));

    /// <summary>The files of a checkout that stand in the way of what was built.</summary>
    internal static void SetBlocked(Tx tx, string id, IEnumerable<string> files) => tx.Sql.Run("UPDATE merge SET conflicts = ?2 WHERE id = ?1", id, TextList.Write(files));

    /// <summary>Which rules resolved what git could not merge.</summary>
    internal static void RecordResolutions(Tx tx, MergeEntry entry, string actor, IReadOnlyList<Resolution> resolutions) => tx.Record(new EventDraft("merge.resolved")
    {
        RunId = entry.RunId, Actor = actor, AgentId = entry.AgentId, TaskId = entry.TaskId, Subject = entry.Id, Text = Resolution.Summary(resolutions),
        Data = $"{{\"resolutions\":{Text(resolutions)}}}",
    });

    private static string Text(IReadOnlyList<Resolution> resolutions) => JsonSerializer.Serialize([.. resolutions], ResolutionJson.Default.ResolutionArray);

    internal static void SetGates(Tx tx, string id, IEnumerable<GateOutcome> gates) => tx.Sql.Run(
        "UPDATE merge SET gates = ?2 WHERE id = ?1", id, JsonSerializer.Serialize([.. gates], GateOutcomeJson.Default.GateOutcomeArray));

    /// <summary>Why the branch of a task came back, for who takes it up; null when it did not.</summary>
    public static string? BriefOf(Sql sql, string taskId) => sql.First(
        "SELECT brief FROM merge WHERE task_id = ?1 AND state IN ('conflicted', 'rejected') AND review IS NOT 'changes' AND brief IS NOT NULL ORDER BY seq DESC LIMIT 1", row => row.Text("brief"), taskId);

    internal static void SetBrief(Tx tx, string id, string brief) => tx.Sql.Run("UPDATE merge SET brief = ?2, returns = returns + 1 WHERE id = ?1", id, tx.Words(brief));

    internal static void SetGivenUp(Tx tx, string id) => tx.Sql.Run($"UPDATE merge SET tier = '{MergeTier.Reimagine}' WHERE id = ?1", id);

    /// <summary>Files in which it conflicted and that its owner has merged by hand.</summary>
    internal static void SetMended(Tx tx, string id, IEnumerable<string> files) => tx.Sql.Run("UPDATE merge SET mended = ?2 WHERE id = ?1", id, TextList.Write(files));

    internal static void SetTrain(Tx tx, string id, MergeTrain train) => tx.Sql.Run("UPDATE merge SET train = ?2 WHERE id = ?1", id, train.Write());

    /// <param name="tip">What was merged; a newer report may stand in the row.</param>
    internal static void SetLanded(Tx tx, string id, string tip, string landed, string? patchId, string tier) => tx.Sql.Run(
        """
        UPDATE merge SET reason = NULL, tip = ?2, landed = ?3, patch_id = ?4, tier = ?5, landed_at = ?6, landing = (SELECT ifnull(max(landing), 0) + 1 FROM merge)
        WHERE id = ?1
        """,
        id, tip, landed, patchId, tier, tx.Now);

    private static void Record(Tx tx, MergeEntry entry, MergeState to, string actor, string? text) => tx.Record(new EventDraft($"merge.{to.Word()}")
    {
        RunId = entry.RunId, Actor = actor, AgentId = entry.AgentId, TaskId = entry.TaskId, Subject = entry.Id, Text = text,
        Level = to is MergeState.Conflicted or MergeState.Rejected ? "warn" : "info",
    });

    private static MergeEntry Read(Row row) => new(
        row.Long("seq"), row.Text("id"), row.TextOrNull("run_id"), row.TextOrNull("task_id"), row.TextOrNull("agent_id"), row.Text("branch"),
        row.Text("tip"), row.Text("target"), row.Word<MergeState>("state"), row.TextOrNull("reason"), row.TextOrNull("tier"), row.Word<MergeStrategy>("strategy"),
        row.Word<TaskPriority>("priority"), row.List("files"), row.List("conflicts"), row.TextOrNull("seen"), row.TextOrNull("tree"),
        row.TextOrNull("landed"), row.TextOrNull("patch_id"), row.LongOrNull("landing"),
        JsonSerializer.Deserialize(row.Text("gates"), GateOutcomeJson.Default.GateOutcomeArray) ?? [],
        JsonSerializer.Deserialize(row.Text("resolutions"), ResolutionJson.Default.ResolutionArray) ?? [],
        MergeTrain.Read(row.TextOrNull("train")), row.Int("attempts"), row.Text("requested_by"), row.Time("created_at"), row.Time("updated_at"), row.TimeOrNull("landed_at"))
    {
        Mended = row.List("mended"), Held = row.Bool("held"), RevertedBy = row.TextOrNull("reverted_by"),
        Review = row.TextOrNull("review") is { } verdict ? new MergeReview(SnakeCase.Parse<ReviewVerdict>(verdict), row.Text("reviewed")) : null,
        Request = ForgeRequest.Read(row.TextOrNull("request")), LookedAt = row.TimeOrNull("looked_at"),
    };
}

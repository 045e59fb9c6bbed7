using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Priming;

/// <summary>Tells a session where it stands, from rows alone: no write, no git, no config file.</summary>
public static class Primer
{
    /// <param name="compact">Without what the session has read before: the task's text, lessons that were not asked for, and the ended part of the picture.</param>
    /// <param name="domains">Also tell the best lessons of these.</param>
    public static PrimeContext For(OvApp app, Caller caller, bool compact, IReadOnlyList<string>? domains = null) => app.Ledger.Read(sql =>
    {
        var lessons = compact && domains is not { Count: > 0 } ? LessonBrief.None : LessonBrief.For(sql, Need(sql, caller, domains ?? []), MailFence.NewMarker());
        var text = caller.Agent is { } agent ? AgentPrime.Text(sql, agent, compact, lessons.Text) : DeskPrime.Text(app, sql, compact) + lessons.Text;
        return new PrimeContext(caller.MailName, compact, text, lessons.Ids);
    });

    private static LessonNeed Need(Sql sql, Caller caller, IReadOnlyList<string> domains) =>
        LessonNeed.Of(domains, caller.Agent?.Scope ?? [], caller.Agent?.TaskId is { } task ? TaskStore.ById(sql, task) : null);
}

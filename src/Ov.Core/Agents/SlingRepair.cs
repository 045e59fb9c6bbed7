using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>For the tick: a sling whose process died is undone, unless its host had confirmed.</summary>
public static class SlingRepair
{
    /// <summary>The caller has adopted the intent.</summary>
    /// <returns>One sentence for the tick's report.</returns>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var sling = SlingIntent.Parse(intent.Data);
        var name = app.Ledger.Read(sql => AgentStore.ById(sql, sling.AgentId))!.Name;
        return SlingRollback.Run(app, sling, "the process that started it ended midway", "repaired")
            ? $"the start of {name} was undone: the process that started it ended midway"
            : $"{name} had started after all";
    }
}

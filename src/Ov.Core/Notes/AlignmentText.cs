using Ov.Core.Agents;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>
/// The alignment of a run: a head that says how it stands, four fixed sections, and beneath them what was said, which only grows (S0-92, S0-93).
/// </summary>
internal static class AlignmentText
{
    private const string Overview = "Overview";
    private const string Requirements = "Hard User Requirements";
    private const string Decisions = "Engineer Decisions";
    private const string Summaries = "Prompt Summaries";
    private const string Mark = "---\n";

    private static readonly string[] Sections = [Overview, Requirements, Decisions, Summaries];

    /// <summary>A new one, whose overview is what is given.</summary>
    /// <param name="acceptsGaps">A person accepted work with caveats.</param>
    public static string Begin(RunRecord run, bool acceptsGaps, string overview) =>
        $"{Head(run, acceptsGaps)}\n# Alignment of {run.Name}\n\n## {Overview}\n\n{(overview.Length > 0 ? $"{Below(overview)}\n\n" : "")}## {Requirements}\n\n## {Decisions}\n\n## {Summaries}\n";

    /// <summary>What an entry adds: into the section that is named, else where its author's words belong; executors write summaries, the others decisions.</summary>
    /// <param name="entry">With its time and author.</param>
    public static string With(string body, RunRecord run, bool acceptsGaps, Caller caller, string? section, string entry)
    {
        var named = section?.ReplaceLineEndings(" ").Trim() ?? "";
        var fixedOne = Array.Find(Sections, one => one.Equals(named, StringComparison.OrdinalIgnoreCase));
        var text = $"{(fixedOne is null && named.Length > 0 ? $"### {named}\n\n" : "")}{Below(entry)}\n";
        var head = body.StartsWith(Mark, StringComparison.Ordinal) ? body.IndexOf("\n" + Mark, StringComparison.Ordinal) : -1;
        var at = head < 0 ? -1 : body.IndexOf($"\n## {fixedOne ?? (IsExecutor(caller) ? Summaries : Decisions)}\n", StringComparison.Ordinal);
        // One that was begun by hand, without sections, grows at its end.
        if (at < 0)
        {
            return $"{body.TrimEnd()}\n\n{text}";
        }

        var end = body.IndexOf("\n## ", at + 1, StringComparison.Ordinal) is var next and >= 0 ? next : body.Length;
        return $"{Head(run, acceptsGaps)}{body[(head + 1 + Mark.Length)..end].TrimEnd()}\n\n{text}{body[end..]}";
    }

    private static string Head(RunRecord run, bool acceptsGaps) =>
        $"{Mark}spec_name: {run.Name}\nspec_path: .overstory/specs\nvalidation_gaps_accepted: {(acceptsGaps ? "true" : "false")}\ncore_consolidation: {CoreConsolidation.Word(run.CoreComplete)}\n{Mark}";

    private static bool IsExecutor(Caller caller) => caller.Agent is { } agent && !TaskRights.Leads(agent.Role) && agent.Role != "planner";

    /// <summary>Headings of what somebody says stand below those of the sections.</summary>
    private static string Below(string text) => $"\n{text}".Replace("\n## ", "\n### ", StringComparison.Ordinal).Replace("\n# ", "\n### ", StringComparison.Ordinal).Trim();
}

using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Templates;

/// <summary>Changes what one run goes by; the template's file stays as it is.</summary>
public static class PolicySetter
{
    /// <param name="assignments">Each <c>key=value</c>, with the keys of a template, such as <c>dispatch.cap=2</c>.</param>
    /// <exception cref="OvException">not-operator, usage, state for a run that has ended, invalid-config with every error.</exception>
    public static RunRecord Set(OvApp app, Caller caller, RunRecord run, IReadOnlyList<string> assignments)
    {
        caller.RequireOperator("change what a run goes by");
        var roles = Roles.In(app.Config);
        return app.Ledger.Write(tx =>
        {
            var now = RunLooper.RequireActive(tx.Sql, run);
            var next = With(roles, RunTemplate.Of(now), assignments);
            RunStore.SetPolicy(tx, now.Id, next.ToJson());
            tx.Record(new EventDraft("run.set") { RunId = now.Id, Actor = caller.Actor, Subject = now.Id, Text = string.Join(", ", assignments) });
            return RunStore.ById(tx.Sql, now.Id)!;
        });
    }

    /// <exception cref="OvException">usage, invalid-config with every error.</exception>
    public static RunTemplate With(OvApp app, RunTemplate before, IReadOnlyList<string> assignments) => assignments.Count == 0 ? before : With(Roles.In(app.Config), before, assignments);

    /// <summary>What is kept is JSON, which the reader of templates reads like any template: one set of rules for both.</summary>
    internal static RunTemplate With(Roles roles, RunTemplate before, IReadOnlyList<string> assignments)
    {
        var node = Parse(before.ToJson(), "the run");
        foreach (var assignment in assignments)
        {
            var at = assignment.IndexOf('=');
            var key = at > 0 ? assignment[..at].Trim() : throw new OvException(ErrorCode.Usage, $"'{assignment}' is no key=value.", "ov run set dispatch.cap=2");
            if (key is "name" or "about" or "stage" or "loop")
            {
                throw new OvException(ErrorCode.Usage, $"{key} is what the run began with.", key == "loop" ? "ov run loop on" : "ov run stage <stage>");
            }

            var words = key.Split('.');
            var text = string.Concat(words.Select(word => $"{{{Quoted(word)}: ")) + assignment[(at + 1)..].Trim() + new string('}', words.Length);
            node = (ConfigMap)ConfigNode.Merge(node, Parse(text, assignment));
        }

        return new TemplateReader(roles).Read(before.Name, node);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    private static ConfigMap Parse(string text, string place)
    {
        var node = YamlReader.Read(text, ConfigSource.Variable, place, out var problem);
        return problem is null && node is ConfigMap map ? map : throw new OvException(ErrorCode.Usage, $"The value of '{place}' cannot be read.", "A word, a number, or a list in brackets: ov run set 'phases=[implement, review]'");
    }
}

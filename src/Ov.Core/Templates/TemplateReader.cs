using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Planning;

namespace Ov.Core.Templates;

/// <summary>Reads a template and says everything that is wrong with it; nothing of a wrong one counts.</summary>
internal sealed class TemplateReader(Roles roles)
{
    private static readonly string[] Keys = ["name", "about", "stage", "loop", "phases", "roles", "dispatch", "ceilings", "exit", "feedback", "emergent"];

    private readonly ConfigComplaints _complaints = new();

    /// <param name="place">The file, as errors name it.</param>
    /// <exception cref="OvException">invalid-config with every error.</exception>
    public RunTemplate Read(string name, string text, string place)
    {
        var node = YamlReader.Read(text, ConfigSource.Shared, place, out var problem);
        return problem is { } broken ? throw Refused(name, [broken]) : Read(name, node as ConfigMap ?? throw Refused(name, [new(true, "", new(ConfigSource.Shared, place), "The file must hold keys such as phases: or dispatch:.")]));
    }

    /// <exception cref="OvException">invalid-config with every error.</exception>
    public RunTemplate Read(string name, ConfigMap map)
    {
        Known(map, "", Keys);
        var template = new RunTemplate(
            name, Value(map, "about", Expect.Text("a text on one line", text => text.Length == 0 || Expect.IsOneLine(text)), ""), Value(map, "stage", Expect.Text("a word", Expect.IsName), RunTemplate.Executing),
            Value(map, "loop", Expect.Boolean, false), Value(map, "phases", Phases, [Phase.Implement]), Value(map, "roles", PhaseRoles, new Dictionary<string, string>()),
            Dispatch(Map(map, "dispatch")), new Ceilings(Count(Part(map, "ceilings", "attempts"), "ceilings.attempts", 5, 1)), Exit(Map(map, "exit")), Value(map, "feedback", Expect.Boolean, false), Emergent(Map(map, "emergent")));
        return _complaints.Problems.Count == 0 ? template : throw Refused(name, _complaints.Problems);
    }

    private static OvException Refused(string name, IReadOnlyList<ConfigProblem> problems) => new(
        ErrorCode.InvalidConfig, $"The template {name} has {problems.Count} {(problems.Count == 1 ? "error" : "errors")}: {string.Join(" ", problems)}", "See 'ov help templates'; nothing was changed.")
    {
        Lists = new Dictionary<string, IReadOnlyList<string>> { ["problems"] = [.. problems.Select(problem => problem.ToString())] },
    };

    private DispatchPolicy Dispatch(ConfigMap? map)
    {
        Known(map, "dispatch.", "perTick", "cooldownSeconds", "cap", "serial", "stack");
        return new DispatchPolicy(
            Count(At(map, "perTick"), "dispatch.perTick", 0, 0), Count(At(map, "cooldownSeconds"), "dispatch.cooldownSeconds", 0, 0), Count(At(map, "cap"), "dispatch.cap", 0, 0),
            At(map, "serial") is { } serial && Expect.Boolean(serial, "dispatch.serial", _complaints), At(map, "stack") is { } stack && Expect.Boolean(stack, "dispatch.stack", _complaints));
    }

    private EmergentPolicy? Emergent(ConfigMap? map)
    {
        if (map is null)
        {
            return null;
        }

        Known(map, "emergent.", "kind", "cap", "domains");
        var kinds = SnakeCase.Words<EmergentKind>();
        var kind = Expect.OneOf($"one of {string.Join(", ", kinds)}", [.. kinds.Select(word => (word, SnakeCase.Parse<EmergentKind>(word)))]);
        return new EmergentPolicy(
            At(map, "kind") is { } chosen ? kind(chosen, "emergent.kind", _complaints) : EmergentKind.Off, Count(At(map, "cap"), "emergent.cap", 0, 0),
            At(map, "domains") is { } domains ? Expect.Texts("a list of words", Expect.IsOneLine)(domains, "emergent.domains", _complaints) : EmergentPolicy.UsualDomains);
    }

    private ExitPolicy Exit(ConfigMap? map)
    {
        Known(map, "exit.", "allAgentsDone", "taskTrackerEmpty", "onShutdownSignal");
        bool? Of(string word) => At(map, word) is { } node ? Expect.Boolean(node, $"exit.{word}", _complaints) : null;
        return new ExitPolicy(Of("allAgentsDone"), Of("taskTrackerEmpty"), Of("onShutdownSignal"));
    }

    private static IReadOnlyList<Phase> Phases(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var known = SnakeCase.Words<Phase>();
        if (node is not ConfigList list)
        {
            complaints.Wrong(node, key, $"a list of phases: {string.Join(", ", known)}");
            return [];
        }

        var phases = new List<Phase>();
        foreach (var item in list.Items)
        {
            if (item is ConfigScalar word && SnakeCase.TryParse<Phase>(word.Text, out var phase))
            {
                phases.Add(phase);
            }
            else
            {
                complaints.Error(item, key, $"{key} holds {item.Shown}, which is no phase.{Nearest.Sentence((item as ConfigScalar)?.Text ?? "", known)} They are: {string.Join(", ", known)}.");
            }
        }

        if (!phases.SequenceEqual(phases.Distinct().Order()))
        {
            complaints.Error(node, key, $"{key} must name each phase once, in this order: {string.Join(", ", known)}.");
        }

        return phases.Contains(Phase.Implement) || complaints.Problems.Count > 0 ? phases : [.. phases.Append(Phase.Implement).Order()];
    }

    private IReadOnlyDictionary<string, string> PhaseRoles(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var chosen = new Dictionary<string, string>();
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map from phase to role");
            return chosen;
        }

        foreach (var (phase, role) in map.Entries)
        {
            if (phase is not ("explore" or "plan" or "confirm" or "review"))
            {
                complaints.Error(role, $"{key}.{phase}", $"{key} names \"{phase}\", and only explore, plan, confirm and review are somebody's to do.");
            }
            else if (role is not ConfigScalar word || !roles.Names.Contains(word.Text))
            {
                complaints.Error(role, $"{key}.{phase}", $"{key}.{phase} names {role.Shown}, which is no role.{Nearest.Sentence((role as ConfigScalar)?.Text ?? "", roles.Names)}");
            }
            else
            {
                chosen[phase] = word.Text;
            }
        }

        return chosen;
    }

    private T Value<T>(ConfigMap map, string key, ReadValue<T> read, T otherwise) => At(map, key) is { } node ? read(node, key, _complaints) : otherwise;

    private int Count(ConfigNode? node, string key, int otherwise, int least) =>
        node is null ? otherwise : Expect.Integer(least, string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least}"))(node, key, _complaints);

    private ConfigNode? Part(ConfigMap map, string key, string only)
    {
        var part = Map(map, key);
        Known(part, key + ".", only);
        return At(part, only);
    }

    private ConfigMap? Map(ConfigMap? map, string key)
    {
        if (At(map, key) is not { } node)
        {
            return null;
        }

        if (node is ConfigMap inner)
        {
            return inner;
        }

        _complaints.Wrong(node, key, "a map");
        return null;
    }

    private static ConfigNode? At(ConfigMap? map, string key) => map?.Entries.GetValueOrDefault(key) is { IsEmpty: false } node ? node : null;

    private void Known(ConfigMap? map, string before, params string[] words)
    {
        foreach (var (word, node) in map?.Entries.Where(entry => !words.Contains(entry.Key)) ?? [])
        {
            _complaints.Error(node, before + word, $"{before}{word} is no key of a template.{Nearest.Sentence(word, words)} Here they are: {string.Join(", ", words)}.");
        }
    }
}

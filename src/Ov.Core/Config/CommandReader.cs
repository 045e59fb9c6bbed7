
namespace Ov.Core.Config;

/// <summary>Reads commands: a string goes through <c>sh -c</c>, a list is run directly (contract, "Configuration").</summary>
internal static class CommandReader
{
    /// <summary>Marks a gate without a timeout of its own; <c>merge.gateTimeout</c> then holds.</summary>
    public static readonly TimeSpan NoTimeoutGiven = TimeSpan.FromTicks(-1);

    public static readonly TimeSpan SetupTimeout = TimeSpan.FromMinutes(10);

    private static readonly string[] Words = ["name", "command", "timeout", "description"];

    private static readonly string[] GateWords = ["name", "description", "results"];

    public static IReadOnlyList<CommandSpec> Gates(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var gates = Each(node, key, complaints, Gate);
        foreach (var twice in gates.GroupBy(g => g.Name).Where(g => g.Count() > 1))
        {
            complaints.Error(node, key, $"{key} names the gate \"{twice.Key}\" more than once.");
        }

        return gates;
    }

    public static IReadOnlyList<CommandSpec> Setup(ConfigNode node, string key, ConfigComplaints complaints) =>
        Each(node, key, complaints, (item, name, wrong) => Step(item, name, CommandKind.Setup, wrong));

    public static IReadOnlyList<CommandSpec> Notifiers(ConfigNode node, string key, ConfigComplaints complaints) =>
        Each(node, key, complaints, (item, name, wrong) => Step(item, name, CommandKind.Notify, wrong));

    public static IReadOnlyList<CommandSpec> Resolver(ConfigNode node, string key, ConfigComplaints complaints) => One(node, key, CommandKind.Resolver, complaints);

    public static IReadOnlyList<CommandSpec> Triage(ConfigNode node, string key, ConfigComplaints complaints) => One(node, key, CommandKind.Triage, complaints);

    private static List<CommandSpec> One(ConfigNode node, string key, CommandKind kind, ConfigComplaints complaints)
    {
        var found = Each(node, key, complaints, (item, name, wrong) => Step(item, name, kind, wrong));
        if (found.Count > 1)
        {
            complaints.Error(node, key, $"{key} names {found.Count} programs; one is asked.");
        }

        return found;
    }

    /// <summary>One command for all roles, or a map from role to command, where <c>default</c> stands for the other roles.</summary>
    public static IReadOnlyDictionary<string, CommandSpec> ByRole(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var found = new Dictionary<string, CommandSpec>();
        if (node is not ConfigMap map)
        {
            return Command(node, key, CommandKind.Runtime, "default", complaints) is { } forAll ? new() { ["default"] = forAll with { Timeout = TimeSpan.Zero } } : found;
        }

        foreach (var (role, value) in map.Entries.Where(e => !e.Value.IsEmpty))
        {
            if (Command(value, $"{key}.{role}", CommandKind.Runtime, role, complaints) is { } command)
            {
                found[role] = command with { Timeout = TimeSpan.Zero };
            }
        }

        return found;
    }

    private static CommandSpec? Gate(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map with name and command");
            return null;
        }

        var name = Expect.Text("a name on one line", Expect.IsOneLine)(Entry(map, "name"), $"{key}.name", complaints);
        var gate = Timed(map, key, CommandKind.Gate, name, complaints, GateWords);
        if (Entry(map, "results") is not { IsEmpty: false } results)
        {
            return gate;
        }

        const string Glob = "a glob inside the project";
        var globs = results is ConfigScalar ? [Expect.Text(Glob, Expect.IsInnerPath)(results, $"{key}.results", complaints)] : Expect.Texts(Glob, Expect.IsInnerPath)(results, $"{key}.results", complaints);
        return gate is null ? null : gate with { Results = globs };
    }

    private static CommandSpec? Step(ConfigNode node, string key, CommandKind kind, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map)
        {
            return Command(node, key, kind, key, complaints) is { } bare ? bare with { Timeout = SetupTimeout } : null;
        }

        var name = Entry(map, "name") is { IsEmpty: false } named ? Expect.Text("a name on one line", Expect.IsOneLine)(named, $"{key}.name", complaints) : key;
        var step = Timed(map, key, kind, name, complaints);
        return step?.Timeout == NoTimeoutGiven ? step with { Timeout = SetupTimeout } : step;
    }

    /// <summary>The command and timeout of a map that may hold other words too.</summary>
    internal static CommandSpec? Timed(ConfigMap map, string key, CommandKind kind, string name, ConfigComplaints complaints, params IReadOnlyList<string> words)
    {
        IReadOnlyList<string> known = words.Count > 0 ? [.. words, "command", "timeout"] : Words;
        foreach (var (word, value) in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            complaints.Unknown(value, $"{key}.{word}", Nearest.To(word, known) is { } near ? $"{key}.{near}" : null);
        }

        var command = Command(Entry(map, "command"), $"{key}.command", kind, name, complaints);
        if (Entry(map, "timeout") is not { IsEmpty: false } timeout)
        {
            return command;
        }

        var limit = Expect.Time(TimeSpan.FromMilliseconds(1), false, "a duration such as 90s, 10m or 2h, longer than 0")(timeout, $"{key}.timeout", complaints);
        return command is null ? null : command with { Timeout = limit };
    }

    private static CommandSpec? Command(ConfigNode node, string key, CommandKind kind, string name, ConfigComplaints complaints)
    {
        switch (node)
        {
            case ConfigScalar { IsEmpty: false } text when IsRunnable(text.Text):
                return CommandSpec.Shell(kind, name, text.Text, NoTimeoutGiven, node.Origin.ToString());
            case ConfigList { Items: [ConfigScalar first, ..] items } when IsRunnable(first.Text) && items.All(i => i is ConfigScalar word && !word.Text.Contains('\0')):
                return CommandSpec.Program(kind, name, items.Cast<ConfigScalar>().Select(i => i.Text).ToList(), NoTimeoutGiven, node.Origin.ToString());
            default:
                complaints.Wrong(node, key, "a command line, or a list of a program and its arguments");
                return null;
        }
    }

    private static bool IsRunnable(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0');

    private static ConfigNode Entry(ConfigMap map, string word) => map.Entries.GetValueOrDefault(word) ?? new ConfigScalar(map.Origin, "", IsPlain: true);

    private static List<CommandSpec> Each(ConfigNode node, string key, ConfigComplaints complaints, ReadValue<CommandSpec?> read)
    {
        if (node is not ConfigList list)
        {
            complaints.Wrong(node, key, "a list of commands");
            return [];
        }

        return list.Items.Select((item, index) => read(item, Expect.Item(key, index), complaints)).OfType<CommandSpec>().ToList();
    }
}

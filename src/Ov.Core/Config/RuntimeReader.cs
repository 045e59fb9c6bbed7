using System.Text.RegularExpressions;

namespace Ov.Core.Config;

/// <summary>Reads <c>runtimes</c>: a map from a runtime's name to choices about it, or to all that is needed to run it.</summary>
internal static class RuntimeReader
{
    private static readonly string[] Words = ["model", "effort", "permission", "mcp", "args", "models", "onLimit", "fallback", "command", "resume", "prompt", "events", "terminal"];
    private static readonly string[] TerminalWords = ["command", "ready", "busy"];

    /// <summary>The exec runtime's command has a key of its own.</summary>
    private const string Exec = "exec";

    public static IReadOnlyDictionary<string, RuntimeOverride> Runtimes(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var runtimes = new Dictionary<string, RuntimeOverride>(StringComparer.Ordinal);
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map from a runtime's name to its settings");
            return runtimes;
        }

        foreach (var (name, settings) in map.Entries.Where(e => !e.Value.IsEmpty))
        {
            var path = $"{key}.{name}";
            if (name == Exec)
            {
                CheckExec(settings, path, complaints);
            }
            else if (!Expect.IsName(name))
            {
                complaints.Error(settings, path, $"{key} holds \"{name}\", which is no runtime's name: letters, digits, - and _ only.");
            }
            else if (settings is ConfigMap words)
            {
                runtimes[name] = Runtime(name, words, path, complaints);
            }
            else
            {
                complaints.Wrong(settings, path, $"a map with {string.Join(", ", Words)}");
            }
        }

        return runtimes;
    }

    private static void CheckExec(ConfigNode settings, string path, ConfigComplaints complaints)
    {
        foreach (var (word, value) in settings is ConfigMap map ? map.Entries.Where(e => e.Key != "command") : [])
        {
            complaints.Unknown(value, $"{path}.{word}", Nearest.To(word, ["command"]) is null ? null : $"{path}.command");
        }
    }

    private static RuntimeOverride Runtime(string name, ConfigMap map, string path, ConfigComplaints complaints)
    {
        foreach (var (word, value) in map.Entries.Where(e => !Words.Contains(e.Key)))
        {
            complaints.Unknown(value, $"{path}.{word}", Nearest.To(word, Words) is { } near ? $"{path}.{near}" : null);
        }

        var runtime = new RuntimeOverride(name, map.Origin.ToString())
        {
            Model = Word("model"),
            Effort = Word("effort"),
            IsFull = Read("permission", Expect.OneOf("least or full", ("least", false), ("full", true))),
            Mcp = map.Entries.GetValueOrDefault("mcp") is { IsEmpty: false } mcp ? Expect.Boolean(mcp, $"{path}.mcp", complaints) : null,
            Arguments = Read("args", Expect.Texts("an argument", text => !text.Contains('\0'))) ?? [],
            Models = Read("models", Aliases) ?? new Dictionary<string, string>(),
            OnLimit = Read("onLimit", Expect.OneOf("wait, fallback or ask", ("wait", OnLimit.Wait), ("fallback", OnLimit.Fallback), ("ask", OnLimit.Ask))),
            Fallback = Read("fallback", Expect.Text("a runtime's name", Expect.IsName)),
            Command = Read("command", Template),
            Resume = Read("resume", Template),
            Terminal = Read("terminal", Terminal),
            Prompt = Read("prompt", Expect.OneOf("stdin, argument or file", ("stdin", PromptWay.Input), ("argument", PromptWay.Argument), ("file", PromptWay.File))),
            Events = Read("events", Expect.OneOf(string.Join(", ", RuntimeOverride.EventFormats), [.. RuntimeOverride.EventFormats.Select(format => (format, format))])) ?? "plain",
        };
        Check(runtime, map, path, complaints);
        return runtime;

        T? Read<T>(string word, ReadValue<T> read) => map.Entries.GetValueOrDefault(word) is { IsEmpty: false } value ? read(value, $"{path}.{word}", complaints) : default;

        string? Word(string word) => Read(word, Expect.Text("a word on one line", Expect.IsOneLine));
    }

    /// <summary>A prompt that goes nowhere would be found out only when an agent does nothing.</summary>
    private static void Check(RuntimeOverride runtime, ConfigMap map, string path, ConfigComplaints complaints)
    {
        var place = runtime.Prompt switch { PromptWay.Argument => "{prompt}", PromptWay.File => "{promptFile}", _ => null };
        foreach (var (word, command) in new[] { ("command", runtime.Command), ("resume", runtime.Resume) })
        {
            if (place is not null && command is not null && !command.Any(words => words.Any(text => text.Contains(place, StringComparison.Ordinal))))
            {
                complaints.Error(map.Entries[word], $"{path}.{word}", $"{path}.{word} must hold {place} somewhere, because prompt says so.");
            }
        }

        if (runtime.OnLimit == OnLimit.Fallback && (runtime.Fallback is null || runtime.Fallback == runtime.Name))
        {
            complaints.Error(map.Entries["onLimit"], $"{path}.onLimit", $"{path}.onLimit is fallback, and {path}.fallback names no other runtime.");
        }

        if (runtime.Resume is not null && runtime.Command is null)
        {
            complaints.Error(map.Entries["resume"], $"{path}.resume", $"{path}.resume needs {path}.command beside it.");
        }
    }

    private static IReadOnlyDictionary<string, string> Aliases(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, "a map from alias to model");
            return new Dictionary<string, string>();
        }

        return map.Entries.Where(e => !e.Value.IsEmpty)
            .ToDictionary(e => e.Key, e => Expect.Text("a model's name", Expect.IsOneLine)(e.Value, $"{key}.{e.Key}", complaints));
    }

    private static RuntimeTerminal? Terminal(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map || map.Entries.GetValueOrDefault("command") is not { IsEmpty: false } command || map.Entries.GetValueOrDefault("ready") is not { IsEmpty: false } ready)
        {
            complaints.Wrong(node, key, "a map with command, ready and, if its screen tells, busy");
            return null;
        }

        foreach (var (word, value) in map.Entries.Where(e => !TerminalWords.Contains(e.Key)))
        {
            complaints.Unknown(value, $"{key}.{word}", Nearest.To(word, TerminalWords) is { } near ? $"{key}.{near}" : null);
        }

        var pattern = Expect.Text("a regular expression on one line", text => Expect.IsOneLine(text) && IsPattern(text));
        return Template(command, $"{key}.command", complaints) is { } words
            ? new RuntimeTerminal(words, pattern(ready, $"{key}.ready", complaints), map.Entries.GetValueOrDefault("busy") is { IsEmpty: false } busy ? pattern(busy, $"{key}.busy", complaints) : "")
            : null;
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>>? Template(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigList { Items: [ConfigScalar { Text.Length: > 0 }, ..] list })
        {
            complaints.Wrong(node, key, "a list that begins with a program");
            return null;
        }

        var words = Expect.Texts("an argument", text => !text.Contains('\0'));
        return [.. list.Select((item, index) => item is ConfigList group
            ? words(group, Expect.Item(key, index), complaints)
            : (IReadOnlyList<string>)[Expect.Text("an argument, or a list of arguments", text => !text.Contains('\0'))(item, Expect.Item(key, index), complaints)])];
    }
}

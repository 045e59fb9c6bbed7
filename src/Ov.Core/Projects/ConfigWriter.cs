using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Projects;

/// <summary>Changes one of the two files. The ledger's write lock keeps two writers apart; a value that would not be understood changes nothing.</summary>
/// <param name="local">The file of this checkout alone instead of the shared one.</param>
public sealed class ConfigWriter(OvApp app, bool local)
{
    private string File => local ? ConfigReader.LocalFile : ConfigReader.SharedFile;

    private string FullPath => Path.Combine(app.Project.Root, File);

    /// <exception cref="OvException">not-operator, usage for an unknown key, invalid-config for a wrong value or a file that is not YAML.</exception>
    public ConfigChange Set(string word, IReadOnlyList<string> values)
    {
        var (key, path) = ConfigNames.Require(word);
        var value = Value(key, path, values);
        return Change(path, "set", text => YamlEdit.Set(text, path, value));
    }

    /// <summary>Takes the key away, by every name that it has.</summary>
    /// <exception cref="OvException">As <see cref="Set"/>.</exception>
    public ConfigChange Unset(string word)
    {
        var (key, path) = ConfigNames.Require(word);
        var names = path == key.Path ? key.Names : [path];
        return Change(path, "unset", text => names.Aggregate((string?)text, (rest, name) => rest is null ? null : YamlEdit.Unset(rest, name)));
    }

    /// <summary>Puts a whole new text in the file's place, unless somebody changed the file meanwhile.</summary>
    /// <exception cref="OvException">conflict, or invalid-config with every fault that the new text brings.</exception>
    public bool Replace(string old, string text)
    {
        app.Caller.RequireOperator("change the configuration");
        RequireNoNewFault(old, text);
        return app.Ledger.Write(tx =>
        {
            if (ConfigFile.Read(FullPath) != old)
            {
                throw new OvException(ErrorCode.Conflict, $"{File} was changed meanwhile.", "Look at it, then edit again.");
            }

            return text != old && Write(tx, text, "edited");
        });
    }

    private ConfigChange Change(string path, string verb, Func<string, string?> edit)
    {
        app.Caller.RequireOperator("change the configuration");
        return app.Ledger.Write(tx =>
        {
            var raw = ConfigFile.Read(FullPath);
            var (mark, old) = raw.StartsWith('\uFEFF') ? ("\uFEFF", raw[1..]) : ("", raw);
            RequireReadable(old);
            var text = edit(old) ?? throw new OvException(ErrorCode.State, $"The form of {File} does not let '{path}' be {verb} without touching anything else.", "Change it yourself with 'ov config edit'.");
            RequireNoNewFault(old, text);
            var changed = text != old && Write(tx, mark + text, $"{verb} {path}");
            return new ConfigChange(path, File, ValueIn(old, path), ValueIn(text, path), changed);
        });
    }

    private bool Write(Tx tx, string text, string what)
    {
        tx.Record(new EventDraft("config.changed") { Actor = app.Caller.Actor, Subject = File, Text = what });
        if (!app.Options.DryRun)
        {
            ConfigFile.Write(FullPath, text);
        }

        return true;
    }

    private void RequireReadable(string text)
    {
        if (Read(text).Problems.FirstOrDefault(problem => problem is { IsError: true, Key: "" }) is { } fault)
        {
            throw new OvException(ErrorCode.InvalidConfig, fault.ToString(), "Correct it with 'ov config edit'; nothing was changed.");
        }
    }

    /// <summary>Old faults are no reason to refuse: a file is often mended one value at a time.</summary>
    private void RequireNoNewFault(string old, string text)
    {
        var known = Read(old).Problems.Select(problem => (problem.Key, problem.Sentence)).ToHashSet();
        var fresh = Read(text).Problems.Where(problem => !known.Contains((problem.Key, problem.Sentence))).ToList();
        if (fresh.Count > 0)
        {
            throw new OvException(ErrorCode.InvalidConfig, string.Join(" ", fresh.Select(problem => problem.Sentence)), "Nothing was changed.")
            {
                Facts = new Dictionary<string, string> { ["key"] = fresh[0].Key, ["origin"] = fresh[0].Origin.ToString() },
            };
        }
    }

    private OvConfig Read(string text) => ConfigReader.Parse(app.Project.Root, text, File);

    private static string? ValueIn(string text, string path) => YamlReader.Read(text, ConfigSource.Shared, "", out _) is ConfigMap map ? map.At(path)?.ToString() : null;

    private static string Value(ConfigKey key, string path, IReadOnlyList<string> values)
    {
        var isWhole = path == key.Path;
        if (values.Any(value => value.Length == 0) || values.Count == 0)
        {
            throw new OvException(ErrorCode.Usage, $"'{path}' needs a value.", $"To take it away: ov config unset {path}");
        }

        if (values is [['[' or '{', ..] yaml] && key.Type is ConfigType.List or ConfigType.Map && !yaml.Contains('\n') && YamlFacts.Of($"a: {yaml}") is not null)
        {
            return yaml;
        }

        if (key.Type == ConfigType.List && isWhole)
        {
            return $"[{string.Join(", ", values.Select(value => YamlWord.Of(value)))}]";
        }

        var bare = key.Type is ConfigType.Boolean or ConfigType.Integer or ConfigType.Duration || (!isWhole && bool.TryParse(values[0], out _));
        return values.Count == 1 ? YamlWord.Of(values[0], asText: !bare)
            : throw new OvException(ErrorCode.Usage, $"'{path}' takes one value, not {values.Count}.", "Put quotes around a value with spaces.");
    }
}

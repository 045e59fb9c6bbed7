using Ov.Core.Costs;

namespace Ov.Core.Config;

/// <summary>
/// The settings in force, each with its provenance. Reading happens on the first question; a wrong value throws
/// <c>invalid-config</c> only for who asks for that value, so that it never disables what does not need it.
/// </summary>
public sealed class OvConfig
{
    private readonly Lazy<ConfigTree> tree;

    internal OvConfig(string projectRoot, Func<ConfigTree> read)
    {
        ProjectRoot = projectRoot;
        tree = new(read);
    }

    /// <summary>Absolute path of the project the settings belong to.</summary>
    public string ProjectRoot { get; }

    public ProjectSettings Project => new(this);

    public AgentSettings Agents => new(this);

    public WorktreeSettings Worktrees => new(this);

    public MergeSettings Merge => new(this);

    public WatchSettings Watch => new(this);

    public NotifySettings Notify => new(this);

    public TelemetrySettings Telemetry => new(this);

    public TurnSettings Turns => new(this);

    public RuntimeSettings Runtimes => new(this);

    public TrackerSettings Trackers => new(this);

    public CoordinatorSettings Coordinator => new(this);

    /// <summary>Looking at mail goes on when the file is wrong.</summary>
    public TimeSpan MailOverdue => Setting(ConfigKeys.MailOverdue).Found;

    /// <summary>Zero means no limit.</summary>
    public TimeSpan QuestionTimeout => Get(ConfigKeys.QuestionTimeout);

    public TimeSpan NudgeDebounce => Get(ConfigKeys.NudgeDebounce);

    public IReadOnlyDictionary<string, RoleOverride> Roles => Get(ConfigKeys.Roles);

    /// <summary>Limits by whose they are: agent, task, run, day.</summary>
    public IReadOnlyDictionary<string, Budget> Budgets => Get(ConfigKeys.Budgets);

    /// <summary>What the project says that models cost.</summary>
    public IReadOnlyList<Price> Prices => Get(ConfigKeys.Prices);

    /// <summary>Every gate with its timeout: Overstory's quality gates first; our own of the same name takes its place.</summary>
    public IReadOnlyList<CommandSpec> Gates
    {
        get
        {
            var own = Get(ConfigKeys.Gates);
            var inherited = Get(ConfigKeys.QualityGates).Where(q => own.All(g => g.Name != q.Name));
            return inherited.Concat(own).Select(g => g.Timeout == CommandReader.NoTimeoutGiven ? g with { Timeout = Merge.GateTimeout } : g).ToList();
        }
    }

    /// <summary>Commands that prepare a new worktree, in order.</summary>
    public IReadOnlyList<CommandSpec> Setup => Get(ConfigKeys.Setup);

    /// <summary>Folders, relative to the project, whose task files are taken in by themselves.</summary>
    public IReadOnlyList<string> TaskFolders => Get(ConfigKeys.TaskFolders);

    /// <summary>Templates of variables, by name; see <see cref="EnvTemplate"/>.</summary>
    public IReadOnlyDictionary<string, string> Env => Get(ConfigKeys.Env);

    /// <summary>Names of variables whose values are secret.</summary>
    public IReadOnlyList<string> Redact => Get(ConfigKeys.Redact);

    /// <summary>All errors and warnings, in the order they are written.</summary>
    public IReadOnlyList<ConfigProblem> Problems => tree.Value.Problems
        .Concat(ConfigKeys.All.SelectMany(key => key.SettingIn(this).Problems))
        .Distinct()
        .OrderBy(p => p.Origin.Source).ThenBy(p => p.Origin.Line).ThenBy(p => p.Origin.Place, StringComparer.Ordinal)
        .ToList();

    /// <summary>Every key with its value and origin, in the table's order.</summary>
    public IReadOnlyList<Setting> Settings => ConfigKeys.All.Select(key => key.SettingIn(this)).ToList();

    /// <summary>The value of a key; throws <c>invalid-config</c> when it is broken.</summary>
    public T Get<T>(ConfigKey<T> key) => Setting(key).Value;

    /// <summary>The value of a key with its origin and faults; never throws.</summary>
    public Setting<T> Setting<T>(ConfigKey<T> key)
    {
        if (tree.Value.Unreadable is { } fault)
        {
            return Broken(key, "", fault);
        }

        var node = tree.Value.Find(key, out var obstacle);
        if (node is null)
        {
            return obstacle is null ? new(key, key.Default, key.DefaultText, ConfigOrigin.Default, []) : Broken(key, "", obstacle);
        }

        var complaints = new ConfigComplaints();
        var value = key.Read(node, key.Path, complaints);
        if (!complaints.Problems.Any(p => p.IsError) && key.Against?.Invoke(this, value) is { } must)
        {
            complaints.Wrong(node, key.Path, must);
        }

        return new(key, value, node.ToString()!, node.Origin, complaints.Problems) { Node = node };
    }

    private static Setting<T> Broken<T>(ConfigKey<T> key, string text, ConfigProblem problem) => new(key, key.Default, text, problem.Origin, [problem]);
}

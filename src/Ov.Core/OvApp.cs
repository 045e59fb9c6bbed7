using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Projects;
using Ov.Core.Redacting;
using Ov.Core.Text;

namespace Ov.Core;

/// <summary>The parts of one command, made when first asked for: a hook that needs no config never reads one.</summary>
public sealed class OvApp(OvEnvironment environment, OvOptions options) : IDisposable
{
    private Project? _project;
    private OvLedger? _ledger;
    private OvConfig? _config;
    private GitProgram? _git;
    private ProcessRunner? _processes;
    private Caller? _caller;
    private Redactor? _redactor;

    public OvEnvironment Environment => environment;

    public OvOptions Options => options;

    /// <summary>Set by commands that only log events, before the ledger is first used.</summary>
    public Durability Durability { get; set; }

    /// <summary>A ledger of an older program is brought forward when it is opened; not on a keystroke, which must not wait or write.</summary>
    public bool MayMigrate { get; init; } = true;

    public Project Project => Found()
        ?? throw new OvException(ErrorCode.NotARepository, "This is not inside a git repository.", "Run it inside one, or name one with --project.");

    public OvLedger Ledger => _ledger ??= Open();

    public OvConfig Config => _config ??= LoadConfig();

    /// <summary>Set when the settings of a chosen commit count instead of those in the working tree.</summary>
    public PolicySource? Policy => Found() is { } project ? PolicySource.Of(project) : null;

    /// <summary>See <see cref="OvLedger.First"/>.</summary>
    public Action<Tx>? FirstWrite { get; init; }

    /// <summary>Counts what the command calls; null unless asked for with <c>--verbose</c> or <c>--timing</c>.</summary>
    public CallWatch? Calls { get; } = options.Verbose || options.Timing
        ? new CallWatch(environment.Variables, options.Verbose ? environment.Error.WriteLine : null)
        : null;

    /// <summary>Where long work says what it is at.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.Silent;

    /// <summary>Knows the secrets of this process's environment and of the settings.</summary>
    public Redactor Redactor => _redactor ??= Redactor.Of(this);

    public ProcessRunner Processes => _processes ??= new ProcessRunner(environment.Variables) { Watch = Calls };

    public GitProgram Git => _git ??= new GitProgram(Processes, environment.Variables) { RunsHooks = !IsForeignTree() };

    /// <summary>The caller by environment, proved. Commands with <c>--agent</c> or <c>--from</c> call <see cref="CallerAs"/>.</summary>
    public Caller Caller => _caller ??= CallerAs(null);

    public Caller CallerAs(string? claimed) => CallerResolver.Resolve(environment, Project, Ledger, claimed);

    /// <summary>This command has started the watcher, which may not hold its lock yet: no second one is started.</summary>
    internal bool HasStartedWatcher { get; set; }

    /// <summary>True when the project exists and has a ledger; hook commands stay silent elsewhere.</summary>
    public bool HasLedger => Found() is { IsInitialised: true };

    /// <summary>Forgets the open ledger: <c>init</c> makes the file after the app was built, a host sleeps without it.</summary>
    public void CloseLedger()
    {
        _ledger?.Dispose();
        _ledger = null;
    }

    public void Dispose() => CloseLedger();

    private Project? Found()
    {
        if (_project is null && Project.Find(environment, options.Project) is { } found)
        {
            _project = found;
            if (found.Disagreement(environment) is { } warning)
            {
                environment.Error.WriteLine($"! {VisibleText.OneLine(warning)}");
            }
        }

        return _project;
    }

    /// <summary>Forgets the settings read so far: <c>init</c> has chosen others.</summary>
    internal void ForgetSettings() => (_config, _git, _redactor) = (null, null, null);

    private OvConfig LoadConfig()
    {
        var isAgent = environment.Variable("OVERSTORY_AGENT_NAME") is not null;
        return Policy is { } policy
            ? ConfigReader.AsOf(Project.Root, $"{policy.Name}:{ConfigReader.SharedFile}", () => policy.Read(Git, Project), environment.Variables, isAgent)
            : ConfigReader.Load(Project.Root, environment.Variables, isAgent);
    }

    /// <summary>Git hooks may lie in a working tree whose settings do not count.</summary>
    private bool IsForeignTree() => Found() is { } project && File.Exists(project.Files.Policy);

    private OvLedger Open()
    {
        var began = CallWatch.Start(Calls);
        var ledger = OvLedger.Open(Project.Files, environment, Durability, MayMigrate);
        if (options.DryRun)
        {
            ledger.KeepNothing();
        }

        ledger.Watch = Calls;
        ledger.Secrets = () => Redactor;
        ledger.Progress = Progress;
        ledger.First = FirstWrite;
        Calls?.Record(CallKind.Sql, began, $"open {Project.Files.Database}");
        return ledger;
    }
}

/// <summary>The global options (contract, "Shape").</summary>
/// <param name="DryRun">Of the commands that have it: the ledger keeps nothing, and nothing else may be changed either.</param>
public sealed record OvOptions(string? Project, string? Run, bool Json, bool Quiet, bool Verbose, bool Timing, bool Yes, string Color, bool DryRun = false)
{
    /// <summary>Nothing chosen.</summary>
    public static readonly OvOptions Plain = new(null, null, false, false, false, false, false, "auto");
}

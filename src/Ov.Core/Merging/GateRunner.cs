using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Redacting;
using Ov.Core.Worktrees;

namespace Ov.Core.Merging;

/// <summary>Runs the project's gates on exactly the tree that will land. Policy comes from the project root, never from that tree.</summary>
public static class GateRunner
{
    private const int TailLength = 2000;

    /// <summary>The gates. Refuses them, and commands that make files anew or merge them, that the operator has not approved on this machine; with <paramref name="trust"/> approves exactly these texts, and the merge drivers of git's settings.</summary>
    /// <exception cref="OvException">untrusted, or not-operator.</exception>
    public static IReadOnlyList<CommandSpec> Approved(OvApp app, Agents.Caller caller, bool trust)
    {
        var gates = app.Config.Gates;
        // A broken template is refused before anything is built.
        _ = app.Config.Env;
        var store = TrustStore.For(app.Environment.Variables);
        foreach (var gate in store.Untrusted(app.Project.Root, gates.Concat(app.Config.Merge.Regenerate.Select(rule => rule.Command)).Concat(app.Config.Get(ConfigKeys.Resolver))))
        {
            if (trust)
            {
                store.Approve(app.Project.Root, gate, caller.IsOperator);
            }

            store.Require(app.Project.Root, gate);
        }

        if (trust)
        {
            MergeDrivers.Approve(app, caller);
        }

        return gates;
    }

    /// <summary>Whether nothing would have to run.</summary>
    public static bool HavePassed(OvApp app, IReadOnlyList<CommandSpec> gates, string tree) =>
        app.Ledger.Read(sql => gates.All(gate => VerdictStore.HasPassed(sql, tree, gate, app.Config.Env)));

    /// <summary>Stops at the first red gate. A gate that runs too long is ended with its whole tree, and is red.</summary>
    /// <param name="target">The branch whose integration worktree the folder is.</param>
    /// <param name="lane">Which of them; what runs at the same time shares no ports.</param>
    public static GateRun Run(OvApp app, IReadOnlyList<CommandSpec> gates, string folder, string target, string tree, string mergeId, CancellationToken stop, int lane = 0)
    {
        var environment = new Lazy<Dictionary<string, string>>(() => Environment(app, folder, target, lane));
        var outcomes = new List<GateOutcome>();
        foreach (var gate in gates)
        {
            if (app.Ledger.Read(sql => VerdictStore.HasPassed(sql, tree, gate, app.Config.Env)))
            {
                outcomes.Add(new GateOutcome(gate.Name, true, true, 0, 0, null));
                continue;
            }

            var (outcome, tail) = RunOne(app, gate, folder, environment.Value, mergeId, stop);
            app.Ledger.Write(tx => VerdictStore.Put(tx, tree, gate, app.Config.Env, outcome, tail));
            outcomes.Add(outcome);
            if (!outcome.Passed)
            {
                return new GateRun(outcomes, tail);
            }
        }

        return new GateRun(outcomes, "");
    }

    /// <summary>Runs a command that is no gate in the same place, with the same surroundings and limits.</summary>
    internal static (GateOutcome Outcome, string Tail) RunOne(OvApp app, CommandSpec command, string folder, string target, string mergeId, CancellationToken stop) =>
        RunOne(app, command, folder, Environment(app, folder, target), mergeId, stop);

    private static (GateOutcome, string Tail) RunOne(OvApp app, CommandSpec gate, string folder, Dictionary<string, string> environment, string mergeId, CancellationToken stop)
    {
        var result = Execute(app, gate, folder, environment, mergeId, default, stop, out var log);
        var outcome = new GateOutcome(gate.Name, result.Succeeded, false, result.TimedOut ? null : result.ExitCode, (long)result.Duration.TotalMilliseconds, log);
        var text = new Redactor(environment).Of((result.Stdout.TrimEnd() + "\n" + result.Stderr.TrimEnd()).Trim());
        return (outcome, result.TimedOut ? $"{Tail(text)}\nended after {gate.Timeout.TotalSeconds:0.#} s".TrimStart() : Tail(text));
    }

    /// <summary>The same for a program that is asked something and answers.</summary>
    internal static ProcessResult Ask(OvApp app, CommandSpec command, string folder, string target, string mergeId, string question, CancellationToken stop) =>
        Execute(app, command, folder, Environment(app, folder, target), mergeId, System.Text.Encoding.Latin1.GetBytes(question), stop, out _);

    /// <summary>The same for a task's worktree, where the caller judges what was found.</summary>
    internal static ProcessResult Execute(OvApp app, CommandSpec command, string folder, string target, string checkId, CancellationToken stop, out string log) =>
        Execute(app, command, folder, Environment(app, folder, target), checkId, default, stop, out log);

    private static ProcessResult Execute(
        OvApp app, CommandSpec gate, string folder, Dictionary<string, string> environment, string mergeId, ReadOnlyMemory<byte> input, CancellationToken stop, out string log)
    {
        PrivateFolder.Create(app.Project.Files.Merges);
        log = Path.Combine(app.Project.Files.Merges, $"{mergeId}-{RefName.Sanitize(gate.Name).Replace('/', '-')}.log");
        // What is asked thinks elsewhere.
        using var slot = gate.Kind == CommandKind.Resolver ? null : BuildSlot.Take(app, $"{gate.Name} of {mergeId}", stop);
        using var step = app.Progress.Step($"{(gate.Kind == CommandKind.Gate ? "Gate" : gate.Kind == CommandKind.Resolver ? "Asking" : "Making")} {gate.Name}: {gate.ShownText}");
        var result = app.Processes.Run(
            new ProcessRequest(gate.Argv[0], [.. gate.Argv.Skip(1)])
            {
                WorkingDirectory = folder,
                Environment = environment,
                TimeLimit = gate.Timeout > TimeSpan.Zero ? gate.Timeout : null,
                OwnsTree = true,
                LogFile = log,
                Input = input,
                OnLine = app.Progress.Said,
            },
            stop);
        PrivateLog.Redact(log, new Redactor(environment));
        return result;
    }

    /// <summary>The place where merges into this target are built has ports of its own, so that a gate's server meets no agent's.</summary>
    private static Dictionary<string, string> Environment(OvApp app, string folder, string target, int lane = 0)
    {
        var environment = app.Environment.Variables.Where(v => !IsOurs(v.Key)).ToDictionary();
        foreach (var (name, value) in WorktreeVariables.Of(app, new PlaceFacts("integration", folder, target, "", "", Ports(app, lane == 0 ? target : $"{target}+{lane + 1}"))))
        {
            environment[name] = value;
        }

        // What a gate starts must not take this project for its own.
        environment.Remove(WorktreeVariables.ProjectRoot);
        environment.Remove(WorktreeVariables.Path);
        environment[IntegrationWorktree.Mark] = folder;
        return environment;
    }

    private static IReadOnlyList<int> Ports(OvApp app, string place)
    {
        var owner = $"integration:{place}";
        var ports = app.Ledger.Read(sql => PortStore.Of(sql, owner));
        if (ports.Count > 0 || app.Config.Worktrees.PortCount == 0)
        {
            return ports;
        }

        try
        {
            return app.Ledger.Write(tx => PortStore.Ensure(tx, owner, owner, PortPlan.In(app)));
        }
        catch (OvException none) when (none.Code == ErrorCode.LimitPorts && !app.Config.Env.Values.Any(value => EnvTemplate.HighestPort(value) is not null))
        {
            return [];
        }
    }

    // A gate runs what agents wrote: it gets neither anybody's secret nor a hook's git variables.
    private static bool IsOurs(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) || name.StartsWith("OVERSTORY_", StringComparison.Ordinal) || name.StartsWith("OV_", StringComparison.Ordinal);

    private static string Tail(string text) => text.Length <= TailLength ? text : "…" + text[^TailLength..];
}

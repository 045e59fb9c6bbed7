using System.Globalization;

namespace Ov.Core.Config;

/// <summary>The text of a new <c>config.yaml</c>: short, commented, without any absolute path, so that it can be committed.</summary>
public static class ConfigTemplate
{
    /// <param name="branch">The default branch; null leaves it to git.</param>
    /// <param name="checkCommand">The gate to begin with; null writes an example only.</param>
    public static string For(string projectName, string? branch, string? checkCommand, string runtime = "exec") =>
        $$"""
        # Settings of ov for this project, to be committed. Your own go into config.local.yaml.
        # A line that starts with "# " and a key shows the default; take the mark away to change it.

        project:
          name: {{YamlWord.Of(OneLine(projectName))}}
        {{(branch is null ? "  # canonicalBranch: main" : $"  canonicalBranch: {YamlWord.Of(branch)}")}}

        # Checks that must pass on the merged tree before it lands. Each is approved once on every machine.
        {{Gates(checkCommand)}}

        # Commands that prepare every new worktree, such as the installation of packages.
        # setup:
        #   - command: npm ci
        #     timeout: 10m

        agents:
          maxConcurrent: {{ConfigKeys.MaxConcurrent.Default.ToString(CultureInfo.InvariantCulture)}}      # most agents alive at once
          # maxDepth: 2          # how deep agents may start agents
          # maxAgentsPerLead: 5  # most live agents under one lead; 0: no limit

        # What a day (UTC) may use: after that no agent starts and no turn begins until the next one, or until you raise it.
        # Others are maxTokens and maxMinutes; all but maxAgents also for each run, task and agent, beside day.
        budgets:
          day:
            maxAgents: 500
            maxTurns: 5000
            maxCostUsd: 100

        runtime:
          default: {{runtime}}          # the runtime of agents that name none

        # What a turn runs under the exec runtime: one command, or one for each role.
        # runtimes:
        #   exec:
        #     command:
        #       builder: ./build-agent.sh

        # merge:
        #   policy: manual       # ready: landings that are authorised happen by themselves
        #   syncCheckout: ff     # never: a checkout of the target is left alone and the landing waits
        #   protected: []        # branches nothing lands on unless they are named
        #   gateTimeout: 10m     # longest run of a gate that names no timeout

        # worktrees:
        #   branch: overstory/{agent}/{number}-{slug}
        #   sparse: off          # scope: check out only the folders of an agent's files
        #   diskReserve: 1GB     # free space that new worktrees must leave

        # Variables of agents, setup commands and gates; see 'ov worktree env --help'.
        # env:
        #   PORT: "{port0}"
        #   COMPOSE_PROJECT_NAME: "{project}-{agent}"

        # turns:
        #   timeout: 0           # longest turn of an agent; 0: no limit
        #   maxFailures: 3       # failed turns in a row until an agent is failed

        """;

    /// <summary>A folder may be called anything; a setting is one line.</summary>
    private static string OneLine(string name)
    {
        var line = string.Join(' ', new string([.. name.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "project" : line.Length <= 200 ? line : line[..200];
    }

    private static string Gates(string? command) => command is null
        ? "# gates:\n#   - name: check\n#     command: make test"
        : $"gates:\n  - name: check\n    command: {YamlWord.Of(command)}";
}

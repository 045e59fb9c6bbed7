namespace Ov.Cli.Help;

/// <summary>What somebody reads on the first day.</summary>
internal static class BeginnersTopics
{
    public static IReadOnlyList<HelpTopic> All { get; } = [Start(), Glossary(), Agents(), Identity()];

    private static HelpTopic Start() => HelpTopic.Of("start", "Begin, from an empty ledger to landed work in six commands", """
        Make a project of the repository you are in. Nothing is committed; the ledger lies in the git folder and is never part of a commit:

          ov init --check "make test"

        Say what you want. An argument of several words is a new task; every task gets an agent in a worktree of its own:

          ov sling "Fix the flaky login test" "Add --json to export"

        Look, and be told what needs you. Looking changes nothing:

          ov status

        Land what is finished. Each branch is merged and checked off to the side, on the exact tree that lands, so your checkout and the target never break:

          ov merge --all

        Take the last landing back, as long as you like to think about it:

          ov undo

        Stop everybody. Their work is kept on their branches:

          ov stop --all

        To see all of it without an account or a repository of your own, type 'ov demo'. Read next: ov help agents, ov help merging, ov help trust.
        """);

    private static HelpTopic Glossary() => new("glossary", "Explain the words, one for each thing", () =>
    [
        HelpSection.Of("", HelpRows.Of(
            ("run", "one objective bound to one target branch; several side by side; the first one makes itself"),
            ("target", "the branch that a run's work lands on"),
            ("task", "a unit of work with dependencies, scope and attempts, numbered inside its run"),
            ("agent", "one incarnation of a role working for a run: builder-1, lead-1"),
            ("incarnation", "one life of an agent's name; a restart begins the next one, and what the older one still sends is refused"),
            ("role", "what an agent is for and whom it may start: coordinator, lead, scout, builder, reviewer, …"),
            ("host", "the process that owns one agent: sleeps until mail comes, runs one turn at a time"),
            ("turn", "one run of the agent's command, from its prompt to its end"),
            ("operator", "the person at the terminal, or a pipeline with an operator token"),
            ("message", "typed mail between two parties, in threads"),
            ("group", "tasks finished together; it closes with its last task"),
            ("spec", "the text that says what a task asks for, in versions"),
            ("scope", "the files only this agent may change while it lives; a lease, held under races"),
            ("worktree", "a branch checked out for one agent, beside the repository"),
            ("merge", "one queued attempt to bring a branch to its target"),
            ("land", "to bring finished work to the target, after the gates passed on the merged tree"),
            ("gate", "a check that must pass before work lands"),
            ("tick", "one look at everything that may happen by itself: repair, restart, landing by policy"),
            ("watcher", "the process that ticks while somebody works"),
            ("ledger", "the one SQLite file that holds every fact, in the git folder that all worktrees share"),
            ("event", "the append-only record of each change"))),
    ]);

    private static HelpTopic Agents() => HelpTopic.Of("agents", "Start agents, choose what runs in them, and know when they are done", """
        An agent is a sequence of turns. Its host sleeps until mail waits, runs the agent's command once in the agent's worktree with the prompt on standard input, and sleeps again. An idle agent costs nothing.

        The command is any program that reads a prompt. Give it for one agent, or for each role in .overstory/config.yaml; without one the agent only waits for mail:

          ov sling 3 --exec "./my-agent --once"
          ov sling "Tidy the parser" --exec -- ./my-agent --once

        The lines for .overstory/config.yaml (key default is for every other role):

          runtimes:
            exec:
              command:
                builder: ./my-agent --once

        Roles say who may start whom: the operator starts coordinators, leads, scouts and builders; a lead starts scouts, builders, reviewers and the like. Depth, number of agents and agents per lead are limits that hold under races.

          ov sling "Rework the login" --role lead

        A turn that ends with 0 leaves the agent idle. Any other end is a failed turn, and its mail comes back; after three in a row the agent is failed. An agent is finished only when it reports: 'ov task done', or mail of type worker_done. Whatever dies in between is restarted by the next tick or handed back, and its work stays on its branch.

        An update of ov reaches agents at work: a host finishes its turn and goes on as the new program, as the same agent.

          ov status
          ov wait builder-3 --until idle --timeout 30s
          ov nudge builder-3 "The API changed"
          ov stop builder-3
          ov sling 5 --restart
        """);

    private static HelpTopic Identity() => HelpTopic.Of("identity", "Tell the operator, agents and everybody else apart", """
        Whoever names an agent with --agent, --from or OVERSTORY_AGENT_NAME speaks as that agent, and needs its secret: ov finds it in OVERSTORY_AGENT_TOKEN or in the private git folder of the agent's worktree. Secrets end with the incarnation they were made for. Role, parent, run and depth come from the ledger, never from options or the environment.

          ov prime --agent builder-1

        The operator is a person at a terminal or a pipeline with an operator token, outside every agent's worktree, session and CLI. Make a token and hand it on in OV_OPERATOR_TOKEN:

          ov token create nightly --quiet

        Anybody else is unidentified: a script without a terminal, or a program started by an agent CLI. It may read everything, add tasks, sling, nudge, stop and do the operator's mail; it may not decide, force, confirm what destroys, change limits, trust or tokens.

        This guards against mistakes and confused agents, not against a hostile process of the same user.
        """);
}

namespace Ov.Cli.Help;

/// <summary>What scripts and pipelines rely on.</summary>
internal static class MachineTopics
{
    public static IReadOnlyList<HelpTopic> All { get; } = [Json(), ExitCodes(), Errors(), Variables()];

    private static HelpTopic Json() => HelpTopic.Of("json", "Read answers with a program", """
        With --json every command writes exactly one JSON document to stdout, errors too; narration goes to stderr.

          ov status --json

        A success, and a refusal:

          {"success":true,"command":"task add","schemaVersion":1,"taskId":"task-k3v9q2mz"}
          {"success":false,"command":"sling","schemaVersion":1,"error":"One sentence.","code":"not-ready","hint":"What would help.","retryable":false}

        Names are camelCase. Times are UTC with milliseconds and Z, durations are milliseconds and end in Ms, money ends in Usd, ids are strings. Lists are never null. A field that was published is never renamed or retyped within a schemaVersion.

        A command on several things answers results[] in the order of its arguments; when only some were done it exits with 9 and success is false.
        """);

    private static HelpTopic ExitCodes() => new("exit-codes", "Explain what the exit status of every command means", () =>
    [
        HelpSection.Of("", new HelpRows(ExitRows.All)),
        HelpSection.Of("", new Paragraph("The error's code tells more than the status: 'ov help errors' lists them, 'ov help <code>' explains one."), new CodeLines(["ov help scope-overlap"])),
    ]);

    private static HelpTopic Errors() => new("errors", "List the error codes with the exit status that goes with each", () =>
    [
        HelpSection.Of("", new Paragraph("A code is published and never renamed. It stands in brackets on stderr, and as \"code\" in JSON.")),
        HelpSection.Of("", new HelpRows([.. ExitRows.Codes()])),
    ]);

    private static HelpTopic Variables() => new("environment", "List the environment variables that ov reads and gives to agents", () =>
    [
        HelpSection.Of("Read by ov", HelpRows.Of(
            ("OVERSTORY_PROJECT_ROOT", "the project, where neither --project nor the working directory says it"),
            ("OVERSTORY_AGENT_NAME", "speak as this agent"),
            ("OVERSTORY_AGENT_TOKEN", "the agent's secret"),
            ("OV_OPERATOR_TOKEN", "an operator token, for pipelines"),
            ("OV_CONFIG__SECTION__KEY", "one setting; ignored when an agent calls"),
            ("OV_PAGER, PAGER", "what shows long help on a terminal; empty: nothing"),
            ("NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS", "colours and width"),
            ("OV_TEST_CLOCK, OV_TEST_IDS", "a fixed clock and ids, only on a ledger made by 'ov init --test'"))),
        HelpSection.Of("Given to agents", HelpRows.Of(
            ("OVERSTORY_AGENT_NAME", "its name"),
            ("OVERSTORY_AGENT_TOKEN", "its secret"),
            ("OVERSTORY_TASK_ID", "its task, or empty"),
            ("OVERSTORY_RUN_ID", "its run"),
            ("OVERSTORY_ROLE", "its role"),
            ("OVERSTORY_WORKTREE_PATH", "the folder it works in"),
            ("OVERSTORY_PROJECT_ROOT", "the project"),
            ("OVERSTORY_PROMPT_FILE", "a file with the turn's prompt, which is on standard input too"),
            ("OVERSTORY_PORT_0, OVERSTORY_PORT_1, …", "ports that no other live agent was given"),
            ("GIT_EDITOR, GIT_SEQUENCE_EDITOR, GIT_PAGER, PAGER, MANPAGER, GIT_TERMINAL_PROMPT", "so that nothing waits for a person; 'env:' in the settings says otherwise"))),
        HelpSection.Of("", new Paragraph("An agent's PATH begins with a folder that holds this ov: other programs of that name exist.")),
    ]);
}

namespace Ov.Core.Runtimes.Trial;

/// <summary>What the agent of a trial is asked to do.</summary>
internal static class TrialTask
{
    public const string File = "proof.txt";

    public const string Subject = "Proof";

    public const string Title = "Show which tools work here";

    public const string Body = $"""
        This checks your tools; there is no other work. Take these steps in this order, each once, and go on with the next one when one is refused:
        1. Write the file {File} with the one line: proof
        2. Run: git add {File} && git commit -m 'Add proof'
        3. Run: ov mail send --to operator --subject {Subject} --body 'it works'
        Then report as your instructions say, and end.
        """;
}

using Ov.Core;

namespace Ov.Demo;

/// <summary>A builder: edits, tests, commits, reports; re-bases when its branch was sent back.</summary>
internal static class ScriptedBuilder
{
    public static void Turn(ScriptedAgent agent)
    {
        var work = WorkOf(agent.Task().GetProperty("title").GetString()!);
        if (work == DemoWork.Manual)
        {
            WriteManual(agent);
        }
        else if (HasOwnCommit(agent))
        {
            Rebase(agent);
        }
        else
        {
            Build(agent, work);
        }

        if (!agent.Shell("sh tests/run.sh").Succeeded)
        {
            throw new OvException(ErrorCode.Failed, "The tests fail in this worktree.");
        }

        Report(agent, work);
    }

    private static DemoWork WorkOf(string title) =>
        title.Contains("--bye", StringComparison.Ordinal) ? DemoWork.Bye
        : title.Contains("--shout", StringComparison.Ordinal) ? DemoWork.Shout
        : DemoWork.Manual;

    private static bool HasOwnCommit(ScriptedAgent agent) => agent.Git("rev-list", "--count", "main..HEAD").Trim() != "0";

    private static void Build(ScriptedAgent agent, DemoWork work)
    {
        agent.Write("greet.sh", DemoProject.ProgramWith(bye: work == DemoWork.Bye, shout: work == DemoWork.Shout));
        Commit(agent, work, work == DemoWork.Bye ? "Say goodbye with --bye" : "Shout with --shout");
    }

    /// <summary>The other builder landed first on the same lines: take both intents and go on from there.</summary>
    private static void Rebase(ScriptedAgent agent)
    {
        if (agent.TryGit("rebase", "main").Succeeded)
        {
            return;
        }

        agent.Write("greet.sh", DemoProject.ProgramWith(bye: true, shout: true));
        agent.Git("add", "greet.sh");
        agent.Git("rebase", "--continue");
    }

    /// <summary>
    /// The first incarnation leaves a draft and never comes back: the demo kills it. The second finds the draft where it was left
    /// and finishes it.
    /// </summary>
    private static void WriteManual(ScriptedAgent agent)
    {
        if (!agent.Has("docs/usage.txt"))
        {
            agent.Write("docs/usage.txt", "(draft)\n");
            agent.Ov("mail", "send", "--to", "operator", "--type", "status", "--subject", "draft of the manual", "--body", "half done");
            Thread.Sleep(Timeout.Infinite);
        }

        agent.Write("docs/usage.txt", agent.Shell("sh greet.sh --help").Stdout);
        Commit(agent, DemoWork.Manual, "Write the manual");
    }

    private static void Commit(ScriptedAgent agent, DemoWork work, string subject)
    {
        var (path, text) = DemoProject.TestFor(work);
        agent.Write(path, text);
        agent.Git("add", "-A");
        agent.Git("commit", "-q", "-m", subject);
    }

    private static void Report(ScriptedAgent agent, DemoWork work) => agent.Ov(
        "mail", "send", "--to", "greet-lead", "--type", "worker_done",
        "--subject", $"{work} is done", "--body", "Committed on my branch; the tests pass in my worktree.");
}

namespace Ov.Core.Agents;

/// <summary>What a wait is for.</summary>
public enum WaitGoal
{
    /// <summary>No turn in progress: idle, waiting for others, or ended. A task: nobody is at work on it. A run: so are all its agents.</summary>
    Idle,

    /// <summary>The task is completed or further, or will not be (failed, canceled). An agent: it has ended. A run: all its tasks are done.</summary>
    Done,

    /// <summary>The task's work has landed, or it ended without any.</summary>
    Merged,

    /// <summary>The task is over, or its agent asks whoever waits: what became of it is told in few words. An agent: so is its task.</summary>
    Report,

    /// <summary>Unread mail waits: for the agent, else for the caller.</summary>
    Mail,
}

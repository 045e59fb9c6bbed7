using Ov.Core.Mail;

namespace Ov.Core.Tasks;

/// <summary>What an accepted report led to.</summary>
/// <param name="Task">Completed, or closed when nothing of it can land.</param>
/// <param name="AgentEnded">False when the agent still owes something, such as a lead whose tasks are not finished.</param>
/// <param name="Mail">The message that told whoever waited for it.</param>
/// <param name="Evidence">What git said before the transaction.</param>
public sealed record DoneOutcome(TaskRecord Task, bool AgentEnded, Message Mail, DoneEvidence Evidence);

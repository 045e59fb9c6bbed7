using Ov.Core.Agents;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Reviewing;

/// <summary>What became of a branch that was sent back.</summary>
/// <param name="Entry">Null when it had not been queued, because its owner is still at work.</param>
/// <param name="Owner">Who changes it; null when nobody is known.</param>
/// <param name="Mail">The one with the comments.</param>
/// <param name="Restarted">Its owner had ended and was started again.</param>
/// <param name="NotRestarted">Why that could not be.</param>
public sealed record ReviewReturn(MergeEntry? Entry, TaskRecord Task, AgentRecord? Owner, Message? Mail, bool Restarted, string? NotRestarted);

namespace Ov.Core.Mail;

/// <param name="Acknowledged">How many are read now.</param>
/// <param name="Results">In the order asked for.</param>
public sealed record AcknowledgedMail(int Acknowledged, IReadOnlyList<AcknowledgedOne> Results);

/// <param name="Ok">True also when it had been read before.</param>
public sealed record AcknowledgedOne(string Id, bool Ok, string? Code, string? Error);

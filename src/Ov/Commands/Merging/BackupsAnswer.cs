using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary>What is kept below <c>refs/overstory/backup/</c>, oldest first.</summary>
/// <param name="Pruned">What was, or in a dry run would be, let go.</param>
internal sealed record BackupsAnswer(bool DryRun, IReadOnlyList<Backup> Backups, IReadOnlyList<Backup> Pruned)
{
    public int Count => Backups.Count;
}

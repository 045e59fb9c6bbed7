using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>People read and type numbers; the ledger's references are ids.</summary>
internal sealed class TaskNumbers(IEnumerable<TaskRecord> tasks)
{
    public static readonly TaskNumbers None = new([]);

    private readonly Dictionary<string, int> _numbers = tasks.ToDictionary(task => task.Id, task => task.Number);

    public bool Any => _numbers.Count > 0;

    /// <summary>The numbers in a row, or null when there are no ids.</summary>
    public string? Words(IReadOnlyList<string> ids) =>
        ids.Count == 0 ? null : string.Join(", ", ids.Select(id => _numbers.TryGetValue(id, out var number) ? $"{number}" : id));
}

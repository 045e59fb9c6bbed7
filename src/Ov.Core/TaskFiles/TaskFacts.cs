using System.Security.Cryptography;
using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Redacting;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>What a task and its file say in common.</summary>
/// <param name="State">Completed counts as closed: a file has one word for both.</param>
/// <param name="Needs">Keys, in order.</param>
public sealed record TaskFacts(
    string Title, TaskState State, TaskPriority Priority, string Role, IReadOnlyList<string> Needs, IReadOnlyList<string> Scope, IReadOnlyList<string> Criteria, string Body)
{
    /// <summary>Of the task's metadata what a file speaks of, in the order of <see cref="TaskFileWords.Kept"/>.</summary>
    public IReadOnlyList<string> Metadata { get; init; } = [];

    /// <param name="keys">What files call the tasks, by id; a task without a file is called by its number.</param>
    public static TaskFacts Of(Sql sql, TaskRecord task, IReadOnlyDictionary<string, string> keys) => new(
        task.Title, task.State == TaskState.Completed ? TaskState.Closed : task.State, task.Priority, task.Role,
        [.. TaskStore.Needs(sql, task.Id).Select(needed => KeyOf(needed, keys)).Order(StringComparer.Ordinal)], task.Scope, task.Criteria, task.Body)
    {
        Metadata = [.. TaskFileWords.Kept.Where(kept => TaskMetadata.Of(task.Metadata, kept.Key) is not null).Select(kept => $"{kept.Key}={TaskMetadata.Of(task.Metadata, kept.Key)}")],
    };

    public static string KeyOf(TaskRecord task, IReadOnlyDictionary<string, string> keys) =>
        keys.GetValueOrDefault(task.Id) ?? task.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Equal for what says the same.</summary>
    public string Stamp => HashOf(string.Join('\0', [Title, State.Word(), Priority.Word(), Role, .. Needs, "\u0001", .. Scope, "\u0001", .. Criteria, "\u0001", Body, .. Metadata]));

    /// <summary>As a task may hold it.</summary>
    internal TaskFacts Without(Redactor secrets) => this with
    {
        Title = secrets.OfWords(Title), Body = secrets.OfWords(Body), Criteria = [.. Criteria.Select(secrets.OfWords)], Metadata = [.. Metadata.Select(secrets.OfWords)],
    };

    /// <summary>The words of a file where they differ by secrets alone: those are its owner's.</summary>
    internal TaskFacts InWordsOf(TaskFacts file, Redactor secrets)
    {
        var clean = file.Without(secrets);
        return this with
        {
            Title = clean.Title == Title ? file.Title : Title, Body = clean.Body == Body ? file.Body : Body,
            Criteria = clean.Criteria.SequenceEqual(Criteria) ? file.Criteria : Criteria, Metadata = clean.Metadata.SequenceEqual(Metadata) ? file.Metadata : Metadata,
        };
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

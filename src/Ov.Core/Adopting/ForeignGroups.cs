using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Adopting;

/// <summary>Reads Overstory's <c>groups.json</c>.</summary>
internal static class ForeignGroups
{
    /// <exception cref="OvException">foreign-data.</exception>
    public static List<ForeignGroup> Read(string? json, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return [];
        }

        GroupEntry?[] entries;
        try
        {
            entries = JsonSerializer.Deserialize(json, ForeignGroupJson.Default.GroupEntryArray) ?? [];
        }
        catch (JsonException fault)
        {
            throw new OvException(
                ErrorCode.ForeignData, $"Overstory's {OverstoryFolder.Name}/{OverstoryFolder.Groups} cannot be read: line {fault.LineNumber + 1} is no valid JSON. Nothing was imported.",
                "Repair it or move it away; or leave Overstory's state out: ov init --no-adopt");
        }

        var whole = entries.OfType<GroupEntry>().Where(entry => entry is { Id.Length: > 0, Name.Length: > 0 }).ToList();
        if (whole.Count < entries.Length)
        {
            problems.Add($"{OverstoryFolder.Groups}: {entries.Length - whole.Count} entries have no id or no name and are not imported.");
        }

        return whole.ConvertAll(entry => new ForeignGroup(
            entry.Id!, entry.Name!, [.. (entry.MemberIssueIds ?? []).OfType<string>().Where(id => id.Length > 0).Distinct()], entry.Status == "completed",
            entry.CreatedAt ?? DateTimeOffset.UnixEpoch, entry.CompletedAt));
    }
}

/// <summary>Field names are the file's.</summary>
internal sealed record GroupEntry(string? Id, string? Name, string?[]? MemberIssueIds, string? Status, DateTimeOffset? CreatedAt, DateTimeOffset? CompletedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GroupEntry[]))]
internal sealed partial class ForeignGroupJson : JsonSerializerContext;

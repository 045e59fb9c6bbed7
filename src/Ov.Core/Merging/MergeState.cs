using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Merging;

/// <summary>States of a merge (contract, "State transitions").</summary>
[JsonConverter(typeof(SnakeEnum<MergeState>))]
public enum MergeState
{
    Queued,
    Building,
    Gating,
    Landed,
    Conflicted,
    Rejected,
    Withdrawn,
    Undone,
}

using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>How far the evidence carries. Nothing is ended or replaced on less than strong evidence.</summary>
[JsonConverter(typeof(SnakeEnum<Confidence>))]
public enum Confidence
{
    /// <summary>Two kinds of evidence agree, or the ledger records the end.</summary>
    Strong,

    /// <summary>One kind, or silence.</summary>
    Weak,

    None,
}

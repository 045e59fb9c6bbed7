using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Planning;

/// <summary>What becomes of a proposal that was tried (S0-71).</summary>
[JsonConverter(typeof(SnakeEnum<TriageVerdict>))]
public enum TriageVerdict
{
    Keep,

    /// <summary>A fix says what would lift it.</summary>
    Improve,

    /// <summary>A fix takes its commits out again.</summary>
    Eliminate,
}

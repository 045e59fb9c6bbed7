using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Runs;

/// <summary>Whether a person stands between finished work and its landing.</summary>
[JsonConverter(typeof(SnakeEnum<RunMode>))]
public enum RunMode
{
    /// <summary>Nothing lands that the operator has not reviewed or landed by an own command.</summary>
    Interactive,

    /// <summary>What is authorised and passes its gates lands.</summary>
    Autonomous,
}

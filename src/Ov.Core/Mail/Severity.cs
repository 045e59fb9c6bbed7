using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Mail;

/// <summary>How bad it is what an escalation tells of, and so how far it goes.</summary>
[JsonConverter(typeof(SnakeEnum<Severity>))]
public enum Severity
{
    /// <summary>To be acknowledged.</summary>
    Warning,

    /// <summary>To be answered: its reader nudges, replaces or makes the task smaller.</summary>
    Error,

    /// <summary>The operator gets it too, and nothing is dispatched in its area until the operator answers.</summary>
    Critical,
}

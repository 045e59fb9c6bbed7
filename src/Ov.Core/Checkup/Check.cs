using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Checkup;

/// <summary>One thing the doctor looked at; Overstory's fields, then a stable code and what would set it right.</summary>
/// <param name="Code">The error code it stands for, or <c>ok</c>.</param>
/// <param name="Message">What was found, one sentence.</param>
/// <param name="Details">The evidence.</param>
/// <param name="Fix">What to do; null when nothing is wrong.</param>
public sealed record Check(string Name, string Category, CheckStatus Status, string Code, string Message, IReadOnlyList<string> Details, string? Fix)
{
    /// <summary>Overstory's field: <c>--fix</c> mends it, and that is safe.</summary>
    public bool Fixable => Status != CheckStatus.Pass && Mender.Mends(Code);

    public static Check Pass(string category, string name, string message, params IReadOnlyList<string> details) =>
        new(name, category, CheckStatus.Pass, "ok", message, details, null);

    public static Check Warn(string category, string name, string code, string message, string fix, params IReadOnlyList<string> details) =>
        new(name, category, CheckStatus.Warn, code, message, details, fix);

    public static Check Fail(string category, string name, ErrorCode code, string message, string? fix, params IReadOnlyList<string> details) =>
        new(name, category, CheckStatus.Fail, code.Name, message, details, fix);

    public static Check Fail(string category, string name, OvException refusal) => Fail(category, name, refusal.Code, refusal.Message, refusal.Hint);
}

[JsonConverter(typeof(SnakeEnum<CheckStatus>))]
public enum CheckStatus
{
    Pass,

    /// <summary>Worth knowing; nothing is broken.</summary>
    Warn,
    Fail,
}

using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Telemetry;

/// <summary>Names traces and spans by what they tell of: whoever exports the same thing again gives it the same id, and a child knows its parent's before that is told.</summary>
internal static class SpanIds
{
    private const int TraceDigits = 32;
    private const int SpanDigits = 16;

    /// <summary>One trace a run.</summary>
    public static string Trace(string runId) => Digits($"trace {runId}", TraceDigits);

    public static string Run(string runId) => Digits($"run {runId}", SpanDigits);

    public static string Task(string taskId) => Digits($"task {taskId}", SpanDigits);

    public static string Agent(string agentId) => Digits($"agent {agentId}", SpanDigits);

    /// <param name="started">Sequence number of the event that began it.</param>
    public static string Turn(string agentId, long started) => Digits($"turn {agentId} {OtlpTime.Text(started)}", SpanDigits);

    /// <param name="ended">Sequence number of the event that ended it.</param>
    public static string Tool(string agentId, long ended) => Digits($"tool {agentId} {OtlpTime.Text(ended)}", SpanDigits);

    private static string Digits(string name, int count) => Sha256.HexOf(Encoding.UTF8.GetBytes(name))[..count];
}

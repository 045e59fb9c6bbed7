using System.Globalization;
using Ov.Core.Config;

namespace Ov.Core.Telemetry;

/// <summary>Where traces and metrics go; there is none unless somebody configured one.</summary>
/// <param name="Traces">Address that gets traces; null for none.</param>
/// <param name="Metrics">Address that gets metrics; null for none.</param>
/// <param name="Headers">Sent along; the values may be secret.</param>
/// <param name="Resource">What is said of the sender.</param>
/// <param name="Origin">The setting or the variable that names it.</param>
/// <param name="Approval">What the operator approves before anything goes there; null when the user's own environment names it.</param>
internal sealed record OtlpTarget(
    string? Traces, string? Metrics, IReadOnlyList<KeyValuePair<string, string>> Headers, TimeSpan Timeout, IReadOnlyList<KeyValuePair<string, string>> Resource, string Origin, CommandSpec? Approval)
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const int DefaultTimeoutMs = 10_000;

    /// <summary>
    /// The setting is ov's own and goes first; the variables are those that the field shares. A broken setting is none: nothing that
    /// is exported is worth a command.
    /// </summary>
    /// <returns>Null when nothing is to be exported.</returns>
    public static OtlpTarget? Of(OvConfig config, IReadOnlyDictionary<string, string> variables)
    {
        if (!config.Telemetry.Enabled || Is(variables, "OTEL_SDK_DISABLED", "true"))
        {
            return null;
        }

        var approval = config.Telemetry.Approval;
        var shared = config.Telemetry.Endpoint ?? (approval is null ? Address(variables, EndpointVariable) : null);
        var traces = Signal("TRACES", "v1/traces", shared, variables, approval is not null);
        var metrics = Signal("METRICS", "v1/metrics", shared, variables, approval is not null);
        return traces is null && metrics is null ? null : new OtlpTarget(
            traces, metrics, Pairs(Value(variables, "OTEL_EXPORTER_OTLP_HEADERS")), TimeoutOf(variables), Described(variables),
            approval?.Origin ?? EndpointVariable, approval);
    }

    public bool IsApproved(OvApp app) => Approval is null || TrustStore.For(app.Environment.Variables).IsTrusted(app.Project.Root, Approval);

    /// <summary>Why nothing may go there yet, in one sentence; null when nothing is in the way.</summary>
    public string? Obstacle(OvApp app)
    {
        var variables = app.Environment.Variables;
        return !IsApproved(app) ? $"The address at {Origin} has not been approved on this machine: ov config trust."
            : Approval is null && Is(variables, "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc") ? "OTEL_EXPORTER_OTLP_PROTOCOL says grpc, and ov speaks OTLP over HTTP only: set telemetry.endpoint to the collector's HTTP port, such as http://localhost:4318."
            : Processes.ProgramPath.Find("curl", variables) is null ? "The program curl, which sends it, is not on the PATH."
            : null;
    }

    /// <summary><c>key=value,key=value</c> with values in percent form, as the variables are written.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts is [{ Length: > 0 }, _] && !parts[0].Any(char.IsControl))
            .Select(parts => new KeyValuePair<string, string>(parts[0], Uri.UnescapeDataString(parts[1])))
            .Where(pair => !pair.Value.Any(char.IsControl)),
    ];

    private static string? Signal(string signal, string path, string? shared, IReadOnlyDictionary<string, string> variables, bool isOurs) =>
        Is(variables, $"OTEL_{signal}_EXPORTER", "none") ? null
        : !isOurs && Address(variables, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { } own ? own
        : shared is { Length: > 0 } ? $"{shared.TrimEnd('/')}/{path}" : null;

    private static List<KeyValuePair<string, string>> Described(IReadOnlyDictionary<string, string> variables)
    {
        var pairs = Pairs(Value(variables, "OTEL_RESOURCE_ATTRIBUTES")).Where(pair => pair.Key != "service.name" || Value(variables, "OTEL_SERVICE_NAME") is null).ToList();
        if (pairs.TrueForAll(pair => pair.Key != "service.name"))
        {
            pairs.Insert(0, new("service.name", Value(variables, "OTEL_SERVICE_NAME") ?? "ov"));
        }

        return pairs;
    }

    private static TimeSpan TimeoutOf(IReadOnlyDictionary<string, string> variables) => TimeSpan.FromMilliseconds(
        int.TryParse(Value(variables, "OTEL_EXPORTER_OTLP_TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms > 0 ? ms : DefaultTimeoutMs);

    private static string? Address(IReadOnlyDictionary<string, string> variables, string name) => Value(variables, name) is { } text && Expect.IsWebAddress(text) ? text : null;

    private static string? Value(IReadOnlyDictionary<string, string> variables, string name) => variables.TryGetValue(name, out var text) && text.Trim() is { Length: > 0 } value ? value : null;

    private static bool Is(IReadOnlyDictionary<string, string> variables, string name, string word) => string.Equals(Value(variables, name), word, StringComparison.OrdinalIgnoreCase);
}

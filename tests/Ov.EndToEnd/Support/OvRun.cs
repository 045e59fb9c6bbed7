using System.Text.Json;

namespace Ov.EndToEnd;

/// <summary>What one finished command left: exit status and both streams, whole.</summary>
public sealed record OvRun(string Command, int ExitCode, string Stdout, string Stderr)
{
    /// <summary>Standard output as the one JSON document that <c>--json</c> promises.</summary>
    public JsonElement Json
    {
        get
        {
            try
            {
                return JsonDocument.Parse(Stdout).RootElement;
            }
            catch (JsonException)
            {
                throw new Xunit.Sdk.XunitException($"Standard output is not one JSON document.\n{this}");
            }
        }
    }

    /// <summary>This run, checked to have ended with exit status 0.</summary>
    public OvRun Ok() => Exits(0);

    /// <summary>This run, checked to have ended with that exit status.</summary>
    public OvRun Exits(int status) =>
        ExitCode == status ? this : throw new Xunit.Sdk.XunitException($"Expected exit status {status}.\n{this}");

    /// <summary>This run, checked to be a refusal with that exit status and that stable code (in JSON, or <c>[code]</c> in text).</summary>
    public OvRun Refused(int status, string code)
    {
        Exits(status);
        var named = Stdout.StartsWith('{') ? Json.GetProperty("code").GetString() == code : Stderr.Contains($"[{code}]", StringComparison.Ordinal);
        return named ? this : throw new Xunit.Sdk.XunitException($"Expected code {code}.\n{this}");
    }

    public override string ToString() => $"$ {Command}\nexit {ExitCode}\n--- stdout\n{Stdout}\n--- stderr\n{Stderr}";
}

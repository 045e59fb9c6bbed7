using System.Globalization;
using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Telemetry;

/// <summary>
/// Posts one document by curl, as notices are: HTTP and TLS in the program itself would make every start pay for a few. Headers go in by
/// standard input, never as arguments that other users of the machine can see; redirections are not followed.
/// </summary>
internal sealed class OtlpSender(OvApp app, OtlpTarget target, CancellationToken stop)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public OtlpAnswer Post(string address, byte[] document)
    {
        var body = app.Project.Files.TelemetryBody;
        try
        {
            PrivateFile.Write(body, document);
            var answer = OtlpAnswer.Of(app.Processes.Run(
                ProcessRequest.Of("curl", "--disable", "--config", "-") with { InputText = Options(address, body), TimeLimit = target.Timeout + Grace, OutputCap = 64 << 10 }, stop));
            return answer with { Words = app.Redactor.OfWords(answer.Words) };
        }
        catch (Exception fault) when (fault is OvException or IOException or UnauthorizedAccessException)
        {
            return new OtlpAnswer(OtlpOutcome.Unreachable, fault.Message);
        }
        finally
        {
            File.Delete(body);
        }
    }

    /// <summary>In the form of a configuration file of curl's: one option a line, its value quoted.</summary>
    internal string Options(string address, string body)
    {
        var options = new StringBuilder("silent\nshow-error\ngloboff\nwrite-out = \"\\n%{http_code}\"\n");
        void Say(string name, string value) => options.Append(CultureInfo.InvariantCulture, $"{name} = \"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
        Say("url", address);
        Say("proto", "=http,https");
        Say("max-time", target.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        Say("header", "Content-Type: application/json");
        foreach (var (name, value) in target.Headers)
        {
            Say("header", $"{name}: {value}");
        }

        Say("data-binary", "@" + body);
        return options.ToString();
    }
}

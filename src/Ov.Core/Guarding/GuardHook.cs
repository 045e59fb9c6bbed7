using System.Text;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Hooks;

namespace Ov.Core.Guarding;

/// <summary>The guard as a runtime's hook: the call on standard input, nothing or a denial as the answer.</summary>
public static class GuardHook
{
    /// <summary>Characters of a payload; a tool that writes a file passes the whole file.</summary>
    private const int Limit = 32 * 1024 * 1024;

    /// <param name="claimed">The agent that the hook was written for; null for the one of the environment or of this worktree.</param>
    /// <param name="logs">An allowed call is recorded as the start of a tool.</param>
    public static GuardAnswer Answer(OvApp app, string? claimed, string runtime, bool logs)
    {
        var json = Read(app.Environment);
        if (json.Length == 0)
        {
            return GuardAnswer.Unbound;
        }

        if (Call(json, app.Environment.WorkingDirectory) is not { } call || GuardSubject.OfCaller(app, claimed) is not { } subject)
        {
            return GuardAnswer.Unbound;
        }

        var verdict = GuardDecision.Of(subject.Facts, call);
        if (logs || !verdict.IsAllowed)
        {
            Record(app, subject.Agent!, json, verdict);
        }

        return GuardAnswer.Of(subject, verdict) with { Form = GuardAnswerForm.Of(runtime, verdict) };
    }

    private static byte[] Read(OvEnvironment environment)
    {
        if (environment.InIsTerminal)
        {
            throw new OvException(ErrorCode.Usage, "A hook's call comes on standard input; to ask, use --command or --file.");
        }

        var (buffer, text) = (new char[8192], new StringBuilder());
        while (text.Length < Limit && environment.In.Read(buffer, 0, buffer.Length) is var read and > 0)
        {
            text.Append(buffer, 0, read);
        }

        return Encoding.UTF8.GetBytes(text.ToString().Trim());
    }

    private static GuardCall? Call(byte[] json, string folder)
    {
        try
        {
            return GuardPayload.Read(json, folder);
        }
        catch (JsonException mistake)
        {
            throw new OvException(ErrorCode.Usage, $"The hook's call on standard input is no JSON: {mistake.Message}");
        }
    }

    /// <summary>A denial counts whether or not it can be recorded.</summary>
    private static void Record(OvApp app, AgentRecord agent, byte[] json, GuardVerdict verdict)
    {
        try
        {
            GuardLog.Record(app, app.CallerAs(agent.Name), HookPayload.Parse(json, app.Redactor), verdict);
        }
        catch (OvException trouble)
        {
            app.Environment.Error.WriteLine($"ov guard: not recorded: {trouble.Message.ReplaceLineEndings(" ")}");
        }
    }
}

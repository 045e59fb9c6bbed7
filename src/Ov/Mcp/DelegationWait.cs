using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Mcp;

/// <summary>
/// Waits until each of several agents has ended its task or asks the caller, and puts what became of it beside the answer that it is about
/// (S3-33, S3-60, S3-61). Who is still at work when the time is over goes on; its result comes by mail.
/// </summary>
/// <param name="Limit">The longest wait, as it was typed.</param>
/// <param name="Subject">Whom an answer is about; null where it started nobody.</param>
internal sealed record DelegationWait(string Limit, Func<JsonElement, string?> Subject)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The agent that a sling started.</summary>
    public static string? Started(JsonElement answer) => answer.Text("taskId");

    /// <summary>The agent that was answered.</summary>
    public static string? Answered(JsonElement answer) => answer.Member("recipients") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? all[0].Text("to") : null;

    public List<ToolDone> Run(IReadOnlyList<ToolDone> answers, Func<ToolLine, ToolDone> run)
    {
        var subjects = answers.Select(answer => answer.Success ? SubjectOf(answer) : null).ToList();
        if (subjects.OfType<string>().ToList() is { Count: > 0 } waited)
        {
            run(Look(waited, Limit));
        }

        // One look at each: a wait for all that ran out of time would tell of none.
        return [.. answers.Select((answer, i) => subjects[i] is { } subject ? Joined(answer, run(Look([subject], "0"))) : answer)];
    }

    private static ToolLine Look(IEnumerable<string> subjects, string limit) => new ToolLine("wait").With("--until", "report").With("--timeout", limit).On(subjects);

    private string? SubjectOf(ToolDone answer)
    {
        using var parsed = JsonDocument.Parse(answer.Document);
        return Subject(parsed.RootElement);
    }

    private static ToolDone Joined(ToolDone answer, ToolDone look)
    {
        using var given = JsonDocument.Parse(answer.Document);
        using var seen = JsonDocument.Parse(look.Document);
        using var buffer = new MemoryStream();
        var found = seen.RootElement.Member("results") is { ValueKind: JsonValueKind.Array } results ? results[0] : default(JsonElement?);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteBoolean("success", found is null || look.Success);
            foreach (var field in given.RootElement.EnumerateObject().Where(field => field.Name != "success"))
            {
                field.WriteTo(json);
            }

            Write(json, found, seen.RootElement);
            json.WriteEndObject();
        }

        return new ToolDone(Encoding.UTF8.GetString(buffer.ToArray()), $"{answer.Words.TrimEnd()}\n{(found is null ? StillAtWork : look.Words)}") { IsTold = true };
    }

    private const string StillAtWork = "It is still at work; its result or its question comes by mail.";

    private static void Write(Utf8JsonWriter json, JsonElement? found, JsonElement seen)
    {
        if (found is not { } subject)
        {
            json.WriteString("warning", seen.Text("code") == Core.ErrorCode.TimedOut.Name ? StillAtWork : seen.Text("error"));
            return;
        }

        json.WriteString("taskState", subject.Text("state"));
        foreach (var field in subject.GetProperty("report").EnumerateObject().Where(field => field.Name != "agentName" && field.Value.ValueKind != JsonValueKind.Null))
        {
            field.WriteTo(json);
        }

        if (subject.Text("reason") is { } reason)
        {
            json.WriteString("error", reason);
            json.WriteString("code", Core.ErrorCode.Failed.Name);
        }
    }
}

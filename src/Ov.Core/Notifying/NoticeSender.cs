using System.Globalization;
using System.Text;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Notifying;

/// <summary>
/// Brings one notice to the desktop, the webhook and the commands. What fails is told in one event and not tried again: nothing waits for it.
/// A notice whose process died on the way is brought again, at least once.
/// </summary>
public static class NoticeSender
{
    public const string IntentKind = "notify";

    /// <summary>What is older tells nobody anything new.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>Most of what a command says of its failure.</summary>
    private const int LongestWords = 200;

    /// <summary>Starts <c>ov notify</c> in the background: a tick waits for no webhook.</summary>
    public static void Start(OvApp app, long notice)
    {
        var own = OwnExecutable.Path;
        var sender = DetachedProcess.Start(
            own.FileName, [.. own.LeadingArguments, "notify", $"{notice}", "--project", app.Project.Root], app.Project.CommonDir,
            Watching.WatcherEnvironment.From(app.Environment.Variables), app.Project.Files.WatchLog);
        app.Ledger.Write(tx => Intents.HandTo(tx, IntentKind, Subject(notice), sender));
    }

    /// <summary>Whoever was to bring it died before all had it.</summary>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        if (app.Ledger.Now - intent.CreatedAt < Stale)
        {
            Start(app, long.Parse(intent.Subject, CultureInfo.InvariantCulture));
            return "the notice is brought again";
        }

        app.Ledger.Write(tx =>
        {
            tx.Record(new EventDraft("notify.failed") { Actor = Caller.Watch.Actor, Level = "warn", Text = $"the notice of event {intent.Subject} was not brought in time" });
            Intents.Close(tx, intent.Id, "failed");
        });
        return "the notice is too old to be brought";
    }

    /// <returns>What failed, a sentence each.</returns>
    /// <exception cref="OvException">not-found when the event holds no notice.</exception>
    public static IReadOnlyList<string> Send(OvApp app, long number, CancellationToken stop)
    {
        var written = app.Ledger.Read(sql => EventStore.After(sql, number - 1, 1)) is [{ Type: "notify.told", Data: { } data } told] && told.Seq == number ? data
            : throw new OvException(ErrorCode.NotFound, $"Event {number} is no notice.", "See: ov feed --type notify");
        var notice = JsonSerializer.Deserialize(written, NoticeJson.Default.Notice)!;
        var failures = new List<string>();
        if (app.Config.Notify.Desktop && OnDesktop(app, notice, stop) is { } failure)
        {
            failures.Add(failure);
        }

        failures.AddRange(app.Config.Notify.Commands.Select(command => By(app, command, notice, written, stop)).OfType<string>());
        var intent = app.Ledger.Read(sql => Intents.OpenFor(sql, IntentKind, Subject(number)));
        if (failures.Count > 0 || intent is not null)
        {
            app.Ledger.Write(tx => End(tx, failures, intent));
        }

        return failures;
    }

    private static void End(Tx tx, List<string> failures, IntentRecord? intent)
    {
        if (failures.Count > 0)
        {
            tx.Record(new EventDraft("notify.failed") { Actor = Caller.Watch.Actor, Level = "warn", Text = string.Join("; ", failures) });
        }

        if (intent is not null)
        {
            Intents.Close(tx, intent.Id, failures.Count > 0 ? "failed" : "done");
        }
    }

    private static string Subject(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A gate stays on the screen until somebody looks; the rest passes (S0-105).</summary>
    private static string? OnDesktop(OvApp app, Notice notice, CancellationToken stop)
    {
        var isGate = notice.Items.Any(item => item.Kind == WaitingKind.Gate);
        var variables = app.Environment.Variables;
        return ProgramPath.Find("notify-send", variables) is { } linux ? Run(app, "notify.desktop", ProcessRequest.Of(linux, "--app-name=ov", $"--urgency={(isGate ? "critical" : "normal")}", "--", notice.Title, notice.Text), stop)
            : ProgramPath.Find("osascript", variables) is { } mac ? Run(app, "notify.desktop", ProcessRequest.Of(mac, "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", notice.Title, notice.Text), stop)
            : "notify.desktop: neither notify-send nor osascript is on the PATH";
    }

    private static string? By(OvApp app, CommandSpec command, Notice notice, string written, CancellationToken stop)
    {
        if (!TrustStore.For(app.Environment.Variables).IsTrusted(app.Project.Root, command))
        {
            return $"{command.Name}: not approved on this machine: ov config trust";
        }

        return Run(app, command.Name, new ProcessRequest(command.Argv[0], [.. command.Argv.Skip(1)])
        {
            WorkingDirectory = app.Project.Root, Input = Encoding.UTF8.GetBytes(written), TimeLimit = command.Timeout,
            Changes = new Dictionary<string, string?> { ["OV_NOTIFY_TITLE"] = notice.Title, ["OV_NOTIFY_TEXT"] = notice.Text },
        }, stop);
    }

    private static string? Run(OvApp app, string name, ProcessRequest request, CancellationToken stop)
    {
        try
        {
            var result = app.Processes.Run(request.TimeLimit is null ? request with { TimeLimit = TimeSpan.FromSeconds(15) } : request, stop);
            var words = result.Stderr.Trim().ReplaceLineEndings(" ");
            return result.Succeeded ? null : $"{name}: {(result.TimedOut ? "took too long" : $"exit {result.ExitCode}")}{(words.Length > 0 ? $", {words[..Math.Min(LongestWords, words.Length)]}" : "")}";
        }
        catch (OvException refusal)
        {
            return $"{name}: {refusal.Message}";
        }
    }
}

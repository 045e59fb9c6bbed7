using System.Net;
using System.Net.Sockets;
using System.Text;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Notifying;
using Ov.Core.Runs;
using Ov.Tests.Support;

namespace Ov.Tests.Notifying;

/// <summary>A person is told once what has come to wait (S0-105).</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class NoticeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("a b", "", null, "a b")]
    [InlineData("a b", "a", null, "b")]
    [InlineData("a b", "a b", null, "")]
    [InlineData("a b", "a", 29, "")]
    [InlineData("a b", "a", 30, "b")]
    // A clock that went back must not silence it for ever.
    [InlineData("a b", "a", -5, "b")]
    public void What_is_new_is_told_unless_something_was_told_just_now(string waiting, string told, int? secondsAgo, string fresh)
    {
        var plan = NoticePlan.For([.. Words(waiting).Select(Thing)], Words(told), secondsAgo is { } ago ? Now.AddSeconds(-ago) : null, Now, TimeSpan.FromSeconds(30));
        Assert.Equal(Words(fresh), plan.Fresh.Select(thing => thing.Id));
        Assert.Equal(fresh.Length == 0 ? [] : Words(waiting), plan.Told);
    }

    [Fact]
    public void Many_things_are_one_notice()
    {
        Assert.Equal(("p: a gate waits for you", "a?"), (Notice.Of("p", [Thing("a")]).Title, Notice.Of("p", [Thing("a")]).Text));
        var many = Notice.Of("p", [.. Words("a b c d e").Select(Thing)]);
        Assert.Equal(("p: 5 things wait for you", "a?\nb?\nc?\nand 2 more"), (many.Title, many.Text));
    }

    [Fact]
    public void What_waits_is_claimed_once_and_what_a_command_does_with_it_is_its_own()
    {
        var script = Path.Combine(_project.Folder, "tell");
        Config($"notify:\n  commands: [{{command: 'cat > {script}.json; echo \"$OV_NOTIFY_TITLE\" > {script}.title'}}, {{command: 'echo broken >&2; exit 3', name: second}}]\n");
        using var app = _project.OperatorApp();
        Open(app);
        var notice = Notifier.Claim(app)!.Value;
        Assert.Null(Notifier.Claim(app));
        Assert.Equal(["notify.commands[0]: not approved on this machine: ov config trust", "second: not approved on this machine: ov config trust"], NoticeSender.Send(app, notice, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(script + ".json"));
        Trust(app);
        Assert.Equal(["second: exit 3, broken"], NoticeSender.Send(app, notice, TestContext.Current.CancellationToken));
        Assert.Contains("\"kind\":\"gate\"", File.ReadAllText(script + ".json"));
        Assert.Equal("project: a gate waits for you\n", File.ReadAllText(script + ".title"));
        Assert.Equal(["notify.told", "notify.failed", "notify.failed"], app.Ledger.Read(sql => EventStore.Newest(sql, 20)).Select(one => one.Type).Where(type => type.StartsWith("notify", StringComparison.Ordinal)).Reverse());
    }

    [Fact]
    public void A_notice_is_owed_until_it_was_brought_and_one_that_is_old_is_given_up()
    {
        Config("notify:\n  desktop: true\n");
        using var app = _project.App(("PATH", "/nowhere"));
        Open(app);
        var notice = Notifier.Claim(app, goesOut: true)!.Value;
        var owed = Assert.Single(app.Ledger.Read(Intents.AllOpen));
        Assert.Equal(("notify", notice.ToString(System.Globalization.CultureInfo.InvariantCulture)), (owed.Kind, owed.Subject));
        NoticeSender.Repair(app, owed with { CreatedAt = app.Ledger.Now.AddHours(-2) });
        Assert.Empty(app.Ledger.Read(Intents.AllOpen));
        Assert.Contains(app.Ledger.Read(sql => EventStore.Newest(sql, 5)), one => one.Type == "notify.failed");
        app.Ledger.Write(tx => Intents.Open(tx, NoticeSender.IntentKind, owed.Subject, "{}"));
        NoticeSender.Send(app, notice, TestContext.Current.CancellationToken);
        Assert.Empty(app.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public async Task A_webhook_gets_it_as_json_and_one_that_cannot_be_reached_is_one_failure()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl here.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Config($"notify:\n  webhook: http://127.0.0.1:{port}/hook\n");
        using var app = _project.OperatorApp();
        Open(app);
        Trust(app);
        var notice = Notifier.Claim(app)!.Value;
        var heard = Task.Run(() => Answer(listener), TestContext.Current.CancellationToken);
        Assert.Empty(NoticeSender.Send(app, notice, TestContext.Current.CancellationToken));
        var request = await heard;
        Assert.StartsWith("POST /hook ", request);
        Assert.Contains("\"title\":\"project: a gate waits for you\"", request);
        listener.Stop();
        Assert.StartsWith("notify.webhook: exit ", Assert.Single(NoticeSender.Send(app, notice, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("-o /etc/passwd")]
    [InlineData("hook")]
    public void Only_a_web_address_is_a_webhook(string address)
    {
        Config($"notify:\n  webhook: '{address}'\n");
        using var app = _project.OperatorApp();
        Assert.Empty(app.Config.Notify.Commands);
        Assert.True(app.Config.Setting(ConfigKeys.NotifyWebhook).IsBroken);
    }

    [Fact]
    public void The_desktop_is_told_by_its_own_program_and_a_gate_stays_until_it_is_seen()
    {
        var bin = Directory.CreateDirectory(Path.Combine(_project.Folder, "bin")).FullName;
        Config("notify:\n  desktop: true\n");
        File.WriteAllText(Path.Combine(bin, "notify-send"), $"#!/bin/sh\nprintf '%s|' \"$@\" > {bin}/said\n");
        File.SetUnixFileMode(Path.Combine(bin, "notify-send"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var app = _project.App(("PATH", $"{bin}:/usr/bin:/bin"));
        Open(app);
        Assert.Empty(NoticeSender.Send(app, Notifier.Claim(app)!.Value, TestContext.Current.CancellationToken));
        Assert.Equal("--app-name=ov|--urgency=critical|--|project: a gate waits for you|Is it complete?|", File.ReadAllText(Path.Combine(bin, "said")));
    }

    private static WaitingThing Thing(string id) => new(id, WaitingKind.Gate, "run-1", null, id + "?");

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void Config(string text) => _project.Write(".overstory/config.local.yaml", text);

    private void Open(OvApp app)
    {
        var run = _project.AddRun();
        GateOpener.Open(app, Caller.Operator, run, new GateDraft(GateKind.Approval, "Is it complete?", ""));
    }

    private static void Trust(OvApp app)
    {
        foreach (var command in app.Config.Notify.Commands)
        {
            TrustStore.For(app.Environment.Variables).Approve(app.Project.Root, command, callerIsOperator: true);
        }
    }

    private static string Answer(TcpListener listener)
    {
        using var client = listener.AcceptTcpClient();
        using var stream = client.GetStream();
        var (text, buffer) = (new StringBuilder(), new byte[8192]);
        while (!text.ToString().EndsWith("]}", StringComparison.Ordinal) && stream.Read(buffer) is > 0 and var count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        stream.Write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8);
        return text.ToString();
    }
}

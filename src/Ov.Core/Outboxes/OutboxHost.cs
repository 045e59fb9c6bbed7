using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Redacting;
using Ov.Core.Shells;
using Ov.Core.Text;
using Ov.Core.Worktrees;

namespace Ov.Core.Outboxes;

/// <summary>Runs a command line in this process, whose ledger is closed meanwhile.</summary>
/// <param name="first">See <see cref="OvLedger.First"/>.</param>
/// <returns>Its exit status.</returns>
public delegate int OutboxCall(OvEnvironment environment, IReadOnlyList<string> words, Action<Tx> first);

/// <summary>
/// The host's side of one turn: takes what lies in the outbox and does it as the agent, by the same operations with the same guards, so that
/// an agent gains nothing by this way. What is in there is believed in nothing.
/// </summary>
/// <param name="variables">The environment of the agent's turn; by it the agent is who it is.</param>
internal sealed class OutboxHost(OvApp app, AgentRecord agent, IReadOnlyDictionary<string, string> variables, OutboxCall call)
{
    /// <summary>In one turn; the rest waits for the next.</summary>
    private const int Most = 200;

    private const int Said = 2000;

    private readonly AgentFiles _files = app.Project.Files.Agent(agent.Id);
    private int _taken;
    private bool _commits;

    /// <summary>While the turn runs. What cannot be done now is done later: a turn never ends by it.</summary>
    public void Look()
    {
        if (agent.Worktree is not { } worktree || !Directory.Exists(Outbox.In(worktree)))
        {
            return;
        }

        try
        {
            foreach (var file in Outbox.Requests(worktree, Most - _taken).TakeWhile(Take))
            {
                _taken++;
                File.Delete(file);
            }
        }
        catch (Exception later) when (later is OvException or IOException or UnauthorizedAccessException)
        {
        }
        finally
        {
            app.CloseLedger();
        }
    }

    /// <summary>At the turn's end, before anybody asks what came of it.</summary>
    public void Finish()
    {
        Look();
        if (_commits)
        {
            TurnChoices.Try(() => { Commit(""); return true; }, false);
            app.CloseLedger();
        }
    }

    /// <summary>False when it has to wait.</summary>
    private bool Take(string file)
    {
        var id = Path.GetFileNameWithoutExtension(file);
        if (app.Ledger.Read(sql => OutboxStore.Knows(sql, id)))
        {
            return true;
        }

        Hide();
        var bytes = StrangersFile.Read(RealPath.Of(Path.GetDirectoryName(file)!) + Path.DirectorySeparatorChar + Path.GetFileName(file), OutboxRequest.Limit, out var fault);
        var request = bytes is null ? null : OutboxRequest.Parse(bytes, out fault);
        fault = request is null ? fault
            : request.Agent != agent.Id ? "an earlier incarnation left it, and its successor speaks for itself"
            : Outbox.Home(app.Project, agent.Worktree!) is null ? "its worktree does not belong to this repository any more" : "";
        if (fault.Length > 0)
        {
            Refuse(id, request, bytes, fault);
            return true;
        }

        _commits |= !request!.CanCommit;
        if (_commits && OutboxReport.Message(request) is { } message)
        {
            Commit(message);
        }

        return Deliver(id, request, bytes!);
    }

    private bool Deliver(string id, OutboxRequest request, byte[] bytes)
    {
        app.CloseLedger();
        var (told, said) = (new StringWriter(), new StringWriter());
        var environment = app.Environment with
        {
            // Not the worktree: its .git lies where the agent can write.
            WorkingDirectory = app.Project.Root, Variables = variables, In = new StringReader(request.Input ?? ""), Out = told, Error = said, InIsTerminal = false, OutIsTerminal = false, ErrorIsTerminal = false,
        };
        var exit = call(environment, request.Words, tx => Settle(tx, id, "outbox.delivered", "info", $"did for it: {Line(request)}"));
        if (exit == ErrorCode.Busy.Exit)
        {
            return false;
        }

        app.Ledger.Seams.Reach(KillPoint.OutboxDelivered);
        if (exit != 0)
        {
            Refuse(id, request, bytes, said.ToString().Trim());
        }

        return true;
    }

    private void Commit(string message)
    {
        try
        {
            var title = app.Ledger.Read(sql => agent.TaskId is { } task ? Tasks.TaskStore.ById(sql, task)?.Title : null);
            app.CloseLedger();
            var commit = OutboxCommit.Make(app, agent, string.IsNullOrWhiteSpace(message) ? title ?? $"Work of {agent.Name}" : message.Trim());
            if (commit.Oid is { } oid)
            {
                app.Ledger.Write(tx => tx.Record(Event("outbox.committed", "info", oid, string.Create(CultureInfo.InvariantCulture, $"committed for it: {commit.Committed.Count} files"))));
            }

            if (commit.Left.Count > 0)
            {
                Tell("Some of your changes were not committed", $"Git is out of reach for you, so ov commits what you changed. It left:\n{string.Join('\n', commit.Left.Take(20).Select(path => $"- {VisibleText.OneLine(path)}"))}\nTake these changes back, or ask for the files.");
            }
        }
        catch (OvException failed)
        {
            Tell("Your changes could not be committed for you", failed.Message);
        }
    }

    private void Refuse(string id, OutboxRequest? request, byte[]? bytes, string why)
    {
        if (bytes is not null)
        {
            PrivateFolder.Create(Path.GetDirectoryName(_files.Refused(id))!);
            PrivateFile.Write(_files.Refused(id), System.Text.Encoding.UTF8.GetString(bytes));
        }

        var (what, reason) = (request is null ? "a file in your outbox" : Line(request), why.Length <= Said ? why : why[..Said] + "…");
        app.Ledger.Write(tx =>
        {
            Settle(tx, id, "outbox.refused", "warn", VisibleText.OneLine($"{what}: {reason}"));
            Deliver(tx, $"Not done: {what}", $"Your host could not do this for you:\n{what}\n\n{reason}\n\nCorrect it and run it again, if it is still to be done.");
        });
    }

    private void Tell(string subject, string text) => app.Ledger.Write(tx =>
    {
        tx.Record(Event("outbox.uncommitted", "warn", null, VisibleText.OneLine(text)));
        Deliver(tx, subject, text);
    });

    /// <summary>Whoever has ended has no next turn to read it in; the event stays.</summary>
    private void Deliver(Tx tx, string subject, string text)
    {
        if (AgentStore.ById(tx.Sql, agent.Id) is { IsLive: true })
        {
            Mailbox.Deliver(tx, app.Project.Files, new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Error, Cut(VisibleText.OneLine(subject)), text)
            {
                Priority = MailPriority.High, RecipientId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId,
            });
        }
    }

    private void Settle(Tx tx, string id, string type, string level, string text)
    {
        if (!OutboxStore.Knows(tx.Sql, id) || type == "outbox.refused")
        {
            OutboxStore.Add(tx, id, agent.Id);
            tx.Record(Event(type, level, id, text));
        }
    }

    /// <summary>A branch that holds the outbox does not land, as with any other file of ours.</summary>
    private void Hide()
    {
        if (app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, agent.Id)) is { } worktree && !worktree.Written.Contains(Outbox.Folder))
        {
            app.Ledger.Write(tx => WorktreeStore.SetWritten(tx, worktree.Id, worktree.Written.Append(Outbox.Folder)));
        }
    }

    private EventDraft Event(string type, string level, string? subject, string text) => new(type)
    {
        RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = level, Subject = subject, Text = text,
    };

    private static string Line(OutboxRequest request) => Cut(Redaction.Of($"ov {ShellQuote.Line(request.Words)}"));

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300] + "…";
}

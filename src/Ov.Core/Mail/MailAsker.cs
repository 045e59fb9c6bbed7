using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Gates;
using Ov.Core.Processes;
using Ov.Core.Runs;

namespace Ov.Core.Mail;

/// <summary>Asks and sleeps until the thread holds an answer. The asker's state says that it waits.</summary>
public static class MailAsker
{
    /// <summary>For a bell that could not ring: rung bells wake at once.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    /// <param name="timeout">Null waits without end.</param>
    /// <exception cref="OvException">timed-out: the question stays open. Interrupted likewise.</exception>
    public static AskedMail Ask(OvApp app, Caller caller, MailSend mail, TimeSpan? timeout, CancellationToken stop)
    {
        var question = Send(app, caller, mail);
        var started = app.Environment.Time.GetTimestamp();
        try
        {
            var answer = WaitFor(app, question, timeout, stop);
            var process = ProcessIdentity.Current().ToString();
            var claim = app.Ledger.Write(tx => MailClaims.ClaimOne(tx, MailStore.ById(tx.Sql, answer.Id)!, process));
            return new AskedMail(
                question.Id, question.Recipient, MailItem.Of(answer), (long)app.Environment.Time.GetElapsedTime(started).TotalMilliseconds, claim.ClaimId)
            {
                Text = MailFence.Render([answer], MailFence.NewMarker(), whole: true),
            };
        }
        finally
        {
            Resume(app, caller);
        }
    }

    /// <summary>What asking would send; nobody waits for an answer to a question that is taken back.</summary>
    public static SentMail Rehearse(OvApp app, Caller caller, MailSend mail) => SentMail.Of([Send(app, caller, mail)]);

    /// <summary>The answer reached the asker, or its output could not be written.</summary>
    public static void AfterShowing(OvApp app, AskedMail asked, bool written)
    {
        if (asked.ClaimId.Length > 0)
        {
            app.Ledger.Write(tx => written
                ? MailClaims.Acknowledge(tx, asked.ClaimId) : MailClaims.Release(tx, asked.ClaimId, "its output could not be written"));
        }
    }

    private static Message Send(OvApp app, Caller caller, MailSend mail)
    {
        MailText.Require(mail.Subject, mail.Body);
        var sound = mail with { Type = MailType.Question, Payload = MailPayload.Check(MailType.Question, mail.Payload) };
        return app.Ledger.Write(tx =>
        {
            var draft = MailSender.OneDraft(tx.Sql, app, caller, sound);
            MailSender.RequireAnotherReader(tx.Sql, draft);
            RequireAsked(app, tx.Sql, caller, draft);
            var question = Mailbox.Deliver(tx, app.Ledger.Files, draft);
            if (caller.Agent is { } agent && AgentStore.ById(tx.Sql, agent.Id) is { State: AgentState.Working } working)
            {
                AgentStore.Move(tx, working, AgentState.Waiting, caller.Actor, $"for an answer from {question.Recipient} to {question.Id}");
            }

            return SelfAnswer.Of(tx, caller, question) is { } answer && !app.Options.DryRun ? Answered(tx, app, question, answer) : question;
        });
    }

    /// <summary>An autonomous run asks nobody: who leads it decides by what a planner finds out (S3-62).</summary>
    private static void RequireAsked(OvApp app, Sql sql, Caller caller, MailDraft draft)
    {
        if (caller.Agent is { } agent && Role.Coordinates(agent.Role) && draft.Recipient == Caller.OperatorName
            && RunStore.ById(sql, agent.RunId) is { } run && GateOpener.ModeOf(app, run) == RunMode.Autonomous)
        {
            throw new OvException(
                ErrorCode.State, $"Run {run.Name} is autonomous, so nobody is asked.",
                "Let a planner find out and decide by its plan: ov sling \"...\" --role planner. What must not wait for that is reported: ov mail send --type escalation");
        }
    }

    private static Message Answered(Tx tx, OvApp app, Message question, MailDraft answer)
    {
        Mailbox.Deliver(tx, app.Ledger.Files, answer);
        MailStore.MarkAnswered(tx, question.Id);
        return question;
    }

    private static Message WaitFor(OvApp app, Message question, TimeSpan? timeout, CancellationToken stop)
    {
        var path = app.Ledger.Files.ThreadBell(question.ThreadId);
        PrivateFolder.Create(app.Ledger.Files.Waits);
        var started = app.Environment.Time.GetTimestamp();
        using var step = app.Progress.Step($"Waiting for {question.Recipient} to answer {question.Id}");
        try
        {
            using var bell = Bell.Create(path);
            using var ringing = stop.Register(() => Bell.Ring(path));
            while (true)
            {
                // Looked at after the bell exists: an answer from before is found here, a later one rings.
                if (app.Ledger.Read(sql => MailStore.AnswerTo(sql, question)) is { } answer)
                {
                    return answer;
                }

                stop.ThrowIfCancellationRequested();
                var left = timeout - app.Environment.Time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    throw new OvException(
                        ErrorCode.TimedOut, $"{question.Recipient} has not answered {question.Id} within {Config.Duration.Text(timeout!.Value)}.",
                        $"The question stays open; an answer will be in the inbox. See 'ov mail read {question.Id}'.")
                    {
                        Facts = new Dictionary<string, string> { ["id"] = question.Id },
                    };
                }

                bell.Wait(left < LongestSleep ? left.Value : LongestSleep);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Resume(OvApp app, Caller caller) => app.Ledger.Write(tx =>
    {
        if (caller.Agent is { } agent && AgentStore.ById(tx.Sql, agent.Id) is { State: AgentState.Waiting } waiting)
        {
            AgentStore.Move(tx, waiting, AgentState.Working, caller.Actor);
        }
    });
}

using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Scopes;

/// <summary>Asks whom an agent works for to let it change more files. Nothing is widened by asking.</summary>
public static class ScopeRequester
{
    /// <exception cref="OvException">identity for a caller that is no agent; usage; state when it may change them already or changes no files; scope-overlap when somebody holds them.</exception>
    public static ScopeAnswer Ask(OvApp app, Caller caller, IReadOnlyList<string> files, string reason)
    {
        var wanted = TaskText.RequireScope(files);
        MailText.Require("", reason);
        if (wanted.Count == 0 || string.IsNullOrWhiteSpace(reason))
        {
            throw new OvException(ErrorCode.Usage, wanted.Count == 0 ? "No files were named." : "A reason is missing: why does the task need these files?", "For example: ov scope request src/api/client.cs --reason \"the login calls it\"");
        }

        return app.Ledger.Write(tx => Ask(tx, caller, wanted, reason));
    }

    private static ScopeAnswer Ask(Tx tx, Caller caller, IReadOnlyList<string> wanted, string reason)
    {
        CallerFence.Require(tx.Sql, caller);
        var agent = caller.Agent is { } self ? AgentStore.ById(tx.Sql, self.Id)! : throw new OvException(
            ErrorCode.Identity, "Only an agent asks for files, and no agent calls.", "Change what a task may touch with 'ov task edit --files', and what an agent is slung with by 'ov sling --files'.");
        var missing = Missing(agent, wanted);
        ScopeHolders.RequireFree(tx.Sql, agent, missing, "Agree with the holder by mail, wait until its work has landed, or do without.");
        var parent = agent.ParentId is { } id ? AgentStore.ById(tx.Sql, id) : null;
        AgentStore.Touch(tx, agent.Id);
        var mail = Mailbox.Deliver(tx, tx.Files, new MailDraft(
            agent.Name, parent?.Name ?? Caller.OperatorName, MailType.Question, $"May I change {string.Join(", ", missing)}?",
            $"{reason.Trim()}\n\nMay change now: {string.Join(", ", agent.Scope)}\nTo let it: ov scope grant {agent.Name}\nElse: ov scope refuse {agent.Name} --reason \"...\"")
        {
            SenderId = agent.Id, RecipientId = parent?.Id, Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId,
            Payload = JsonSerializer.Serialize(new ScopePayload(agent.TaskId, missing), ScopeJson.Default.ScopePayload),
        });
        return new ScopeAnswer(mail.Id, agent.Name, mail.Recipient, missing, agent.Scope);
    }

    /// <summary>Those of the globs that it may not change yet.</summary>
    /// <exception cref="OvException">state.</exception>
    internal static IReadOnlyList<string> Missing(AgentRecord agent, IReadOnlyList<string> wanted)
    {
        if ((agent.Stance ?? Roles.BuiltInStance(agent.Role)) != Stance.Writes)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} is {Article.Of(agent.Role)}, which changes no files of the project.", "Report what should change; a builder changes it.");
        }

        if (agent.Scope.Count == 0)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has no scope: it may change every file.");
        }

        IReadOnlyList<string> missing = [.. wanted.Where(glob => !agent.Scope.Contains(glob) && !(glob.AsSpan().IndexOfAny("*?[{\\") < 0 && ScopeOverlap.Holds(agent.Scope, glob)))];
        return missing.Count > 0 ? missing : throw new OvException(ErrorCode.State, $"{agent.Name} may change {string.Join(", ", wanted)} already.", $"Its scope: {string.Join(", ", agent.Scope)}");
    }
}

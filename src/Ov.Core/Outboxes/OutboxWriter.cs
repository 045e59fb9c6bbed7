using System.Text;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Outboxes;

/// <summary>The agent's side: leaves a request for its host.</summary>
public static class OutboxWriter
{
    /// <param name="words">See <see cref="OutboxRequest.Words"/>.</param>
    /// <returns>The request and its id.</returns>
    /// <exception cref="OvException">ledger-forbidden: not even the worktree can be written.</exception>
    public static (OutboxRequest Request, string Id) Write(OvApp app, IReadOnlyList<string> words, string? input)
    {
        var worktree = Outbox.Worktree(app) ?? throw Forbidden("this session is in no worktree of its own, from which its host would take it");
        var agent = app.Environment.Variable(AgentTree.Variable) ?? "";
        if (agent.Length == 0 || !FileLock.IsHeld(app.Project.Files.Agent(agent).HostLock) || app.Ledger.Read(sql => AgentStore.ById(sql, agent)) is not { IsDesk: false })
        {
            throw Forbidden("no host runs its turns, which could do it");
        }

        var request = new OutboxRequest(
            agent, words, input, !WriteAccess.IsForbidden(Path.Combine(worktree.GitDir, "HEAD")));
        var json = JsonSerializer.SerializeToUtf8Bytes(request, OutboxJson.Default.OutboxRequest);
        if (json.Length > OutboxRequest.Limit)
        {
            throw new OvException(ErrorCode.Usage, "This is too long for the outbox.", "Shorten the text.");
        }

        var id = Outbox.NewId(app.Environment.Time.GetUtcNow());
        try
        {
            Put(Outbox.In(worktree.WorktreeRoot!), id, Encoding.UTF8.GetString(json));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Forbidden($"its worktree cannot be written either ({refused.Message})");
        }

        return (request, id);
    }

    /// <summary>Whole or not at all: the host sees only what has its final name.</summary>
    private static void Put(string folder, string id, string json)
    {
        PrivateFolder.Create(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }

        var draft = Path.Combine(folder, $"{id}.draft");
        PrivateFile.Write(draft, json);
        File.Move(draft, Path.Combine(folder, $"{id}.json"));
    }

    private static OvException Forbidden(string why) => new(
        ErrorCode.LedgerForbidden, $"The file system of this session forbids writing to the ledger, and {why}.", "Say what you have to say as your last words; whoever started you reads them.");
}

using Ov.Core;
using Ov.Core.Ledger;

namespace Ov.EndToEnd;

/// <summary>A sandbox whose repository is a project in test mode, and whose operator is the test.</summary>
public sealed class OvProject : IDisposable
{
    /// <param name="config">Put into config.local.yaml, which is never committed.</param>
    /// <param name="frozen">One instant for ever, and ids that count up: for snapshots.</param>
    /// <param name="check">The project's check, approved on this machine.</param>
    public OvProject(string? config = null, bool frozen = false, string? check = null)
    {
        Box = new Sandbox().InitRepository();
        if (frozen)
        {
            Box.Variables["OV_TEST_CLOCK"] = "2026-03-04T05:06:07.089Z";
            Box.Variables["OV_TEST_IDS"] = "1";
        }

        Box.Ov(["init", "--test", "--token-file", TokenFile, .. check is null ? [] : new[] { "--check", check }]).Ok();
        Box.Git("add", "-A");
        Box.Git("commit", "-q", "-m", "Set up ov");
        Box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(TokenFile).Trim();
        if (config is not null)
        {
            Box.WriteFile(".overstory/config.local.yaml", config);
        }
    }

    public Sandbox Box { get; }

    public LedgerFiles Files => LedgerFiles.In(Path.Combine(Box.Repo, ".git"));

    private string TokenFile => Path.Combine(Box.Home, "operator-token");

    /// <summary>Runs <c>ov</c> as the operator.</summary>
    public OvRun Ov(params string[] args) => Box.Ov(args);

    /// <summary>Runs <c>ov</c> as that agent, from its worktree: its secret is found there, as in life.</summary>
    public OvRun OvAs(string agent, params string[] args) => OvAs(agent, null, args);

    /// <inheritdoc cref="OvAs(string, string[])"/>
    public OvRun OvAs(string agent, IReadOnlyDictionary<string, string>? variables, string[] args)
    {
        var all = new Dictionary<string, string>(variables ?? new Dictionary<string, string>()) { ["OVERSTORY_AGENT_NAME"] = agent, ["OV_OPERATOR_TOKEN"] = "" };
        return Box.Run("ov", args, WorktreeOf(agent), variables: all);
    }

    /// <summary>The folder of the newest incarnation of that name.</summary>
    public string WorktreeOf(string agent) =>
        Rows("SELECT worktree FROM agent WHERE name = ?1 ORDER BY incarnation DESC", row => row.Text("worktree"), agent) is [var newest, ..]
            ? newest
            : throw new Xunit.Sdk.XunitException($"There is no agent {agent}.");

    /// <summary>Reads the ledger itself, behind the program's back.</summary>
    public IReadOnlyList<T> Rows<T>(string sql, RowReader<T> read, params SqlValue[] values)
    {
        using var ledger = OpenLedger();
        return ledger.Read(reader => reader.All(sql, read, values));
    }

    public long Count(string sql, params SqlValue[] values)
    {
        using var ledger = OpenLedger();
        return ledger.Read(reader => reader.Number(sql, values)) ?? 0;
    }

    public OvLedger OpenLedger() => OvLedger.Open(Files, new OvEnvironment(
        Box.Repo, new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false));

    public void Dispose() => Box.Dispose();
}

using Ov.Clients.Claude;
using Ov.Clients.Codex;
using Ov.Clients.Copilot;
using Ov.Clients.Gemini;
using Ov.Clients.OpenCode;
using Ov.Clients.Pi;
using Ov.Clients.Server;
using Ov.EndToEnd;
using Ov.EndToEnd.Agents;

namespace Ov.Clients;

/// <summary>A team whose agents are one client, and the scripted model that they talk to.</summary>
public sealed class ClientStory : IDisposable
{
    public const string Work = "echo hello > hello.txt && git add hello.txt && git commit -qm 'Add hello' && echo committed";
    public const string Commit = "git add -A && git commit -qm 'Add hello' && echo committed";
    public const string Report = "ov task done \"$OVERSTORY_TASK_ID\" --summary 'hello is there'";
    public const string Ask = "ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 || true";

    private const string HalfWayText = "A text of\n\"two\" lines";

    private static readonly Dictionary<string, Action<ClientStory, string>> Homes = new()
    {
        ["claude"] = ClaudeHome.Furnish, ["codex"] = CodexHome.Furnish, ["opencode"] = OpenCodeHome.Furnish, ["pi"] = PiHome.Furnish, ["gemini"] = GeminiHome.Furnish, ["copilot"] = CopilotHome.Furnish,
    };

    private readonly string[] _clients;
    private ModelServer? _server;

    /// <param name="clients">The first is the agents' runtime unless they are told otherwise.</param>
    public ClientStory(params string[] clients)
    {
        _clients = clients;
        var programs = clients.Select(Client.Require).ToList();
        Team = new Team($"runtime:\n  default: {clients[0]}\n");
        foreach (var (client, program) in clients.Zip(programs))
        {
            File.CreateSymbolicLink(Path.Combine(Team.Box.Bin, client), program);
        }
    }

    public Team Team { get; }

    public ModelServer Server => _server!;

    /// <summary>What the agent asked of its model, without titles and the like.</summary>
    public IReadOnlyList<ModelRequest> Heard => [.. Server.Seen.Where(request => !request.IsAside)];

    /// <summary>Its agents get ov's own tools.</summary>
    public void WireMcp() =>
        Team.Box.WriteFile(".overstory/config.local.yaml", $"{Team.Quiet}runtime:\n  default: {_clients[0]}\nruntimes:\n  {_clients[0]}:\n    mcp: true\n");

    /// <summary>A mail by one of them.</summary>
    public static ModelReply HalfWay => ModelReply.Calls("mail_send", new() { ["to"] = "operator", ["subject"] = "Half way", ["body"] = HalfWayText });

    public void RequireHalfWay() =>
        Assert.Equal([HalfWayText], Team.Project.Rows("SELECT body FROM message WHERE sender = 'builder-1' AND subject = 'Half way'", row => row.Text("body")));

    /// <summary>Begins to answer, and tells every client where.</summary>
    public ModelServer Serve(Func<ModelRequest, ModelReply> script)
    {
        _server = new ModelServer(script);
        // Some clients fetch packages at their start. A registry that has none answers at once, on the loopback.
        Team.Box.Variables["npm_config_registry"] = _server.Url;
        foreach (var client in _clients)
        {
            Homes[client](this, _server.Url);
        }

        return _server;
    }

    /// <summary>Writes a file of the client's own configuration below the test's home.</summary>
    public void Configure(string path, string text)
    {
        var full = Path.Combine(Team.Box.Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Slings a builder and waits until it has completed, or for whatever else is given.</summary>
    public string Sling(string title, string until = "SELECT count(*) FROM agent WHERE state IN ('completed', 'failed')", params string[] more)
    {
        var task = Team.Sling(title, null, more).GetProperty("taskId").GetString()!;
        Until(until, 1);
        return task;
    }

    public void Until(string sql, long count) => Until(sql, () => Team.Project.Count(sql) >= count);

    /// <summary>Real clients take seconds to start, many more on a machine at work.</summary>
    public void Until(string what, Func<bool> happened) => Eventually.Holds(what, happened, TimeSpan.FromMinutes(4), Told);

    /// <summary>Asks a question in its first turn, is answered while it is idle, and works and reports in its second.</summary>
    public string SlingWithQuestion(string title, string answer, params string[] more)
    {
        var task = Team.Sling(title, null, more).GetProperty("taskId").GetString()!;
        AnswerQuestion(answer);
        return task;
    }

    /// <summary>What comes after that sling.</summary>
    public void AnswerQuestion(string answer)
    {
        Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 1);
        Team.Wait("builder-1", "idle");
        var question = Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"));
        Assert.True(question.Count == 1, Told());
        Team.Ov("mail", "reply", question[0], "--body", answer).Ok();
        Until("SELECT count(*) FROM task WHERE state IN ('completed', 'failed')", 1);
    }

    /// <summary>Sums over all turns: input, output, read from and written to caches.</summary>
    public string Used => Team.Project.Rows(
        "SELECT sum(input) AS i, sum(output) AS o, sum(cache_read) AS r, sum(cache_write) AS w FROM usage", row => $"{row.Long("i")} {row.Long("o")} {row.Long("r")} {row.Long("w")}")[0];

    public long Tools(string status) => Team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.end' AND data = ?1", $"{{\"status\":\"{status}\"}}");

    public void RequireCompleted(string task)
    {
        Assert.True(Team.TaskState(task) == "completed", Told());
        Assert.Empty(Server.Faults);
    }

    /// <summary>What 'ov runtime test' asks for, done by the model's own tools.</summary>
    public static Func<ModelRequest, ModelReply> Proof => ModelServer.Steps(
        ModelReply.Writes("proof.txt", "proof\n"), ModelReply.Runs("git add proof.txt && git commit -qm 'Add proof'"), ModelReply.Runs("ov mail send --to operator --subject Proof --body 'it works'"),
        ModelReply.Runs(Report), ModelReply.Says("All done."));

    /// <summary>The client as ov knows it: it edits, commits and sends mail, and nothing of it has changed.</summary>
    public void RequireProven()
    {
        var told = Team.Box.Run("ov", ["runtime", "test", _clients[0], "--json"], limit: TimeSpan.FromMinutes(4)).Ok().Json.GetProperty("results")[0];
        Assert.Equal(("proven", ""), (told.GetProperty("outcome").GetString(), string.Join('\n', told.GetProperty("changes").EnumerateArray())));
        Assert.Empty(Server.Faults);
    }

    /// <summary>Brings what was done home, as the operator.</summary>
    public void Land()
    {
        Team.Ov("merge", "--all").Ok();
        Assert.Equal("hello", Team.Box.Git("show", "main:hello.txt"));
    }

    /// <summary>All there is to see when a story went wrong.</summary>
    public string Told() => string.Join('\n', [
        .. Team.Project.Rows("SELECT type, text, data FROM event ORDER BY seq", row => $"{row.Text("type")}: {row.TextOrNull("text")} {row.TextOrNull("data")}"),
        .. Directory.EnumerateFiles(Team.Box.Root, "turn-*.log", SearchOption.AllDirectories).Select(File.ReadAllText),
        .. Server.Faults, .. Server.Seen.Select(request => $"{request.Path} step {request.Step} tools {string.Join(',', request.Tools.Keys)}")]);

    public void Dispose()
    {
        Team.Dispose();
        _server?.Dispose();
    }
}

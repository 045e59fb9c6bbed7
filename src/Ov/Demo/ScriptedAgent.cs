using System.Text.Json;
using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Demo;

/// <summary>
/// One turn of a scripted agent: a separate process in its own worktree that knows nothing but its environment and speaks to the
/// team through the same <c>ov</c> commands that a real agent would run.
/// </summary>
internal sealed class ScriptedAgent(OvEnvironment environment)
{
    private readonly ProcessRunner _processes = new(environment.Variables);

    public string Name => Required("OVERSTORY_AGENT_NAME");

    public string TaskId => Required("OVERSTORY_TASK_ID");

    public string Role => Required("OVERSTORY_ROLE");

    public string Worktree => Required("OVERSTORY_WORKTREE_PATH");

    /// <summary>Runs an ov command as this agent and returns its JSON answer.</summary>
    public JsonElement Ov(params string[] arguments)
    {
        var (_, answer) = Try(arguments);
        return answer.GetProperty("success").GetBoolean()
            ? answer
            : throw new OvException(ErrorCode.Failed, $"ov {string.Join(' ', arguments)}: {answer.GetProperty("error").GetString()}");
    }

    /// <summary>As <see cref="Ov"/>, for commands that may rightly be refused (somebody else was faster).</summary>
    public (int Exit, JsonElement Answer) Try(params string[] arguments)
    {
        var self = OwnExecutable.Path;
        var result = _processes.Run(new ProcessRequest(self.FileName, [.. self.LeadingArguments, .. arguments, "--json"])
        {
            WorkingDirectory = Worktree, TimeLimit = TimeSpan.FromMinutes(1),
        });
        if (result.Stdout.Length == 0)
        {
            throw new OvException(ErrorCode.Failed, $"ov {string.Join(' ', arguments)} said nothing: {result.Stderr}");
        }

        using var document = JsonDocument.Parse(result.Stdout);
        return (result.ExitCode, document.RootElement.Clone());
    }

    public string Git(params string[] arguments)
    {
        var result = TryGit(arguments);
        return result.Succeeded
            ? result.Stdout
            : throw new OvException(ErrorCode.GitFailed, $"git {string.Join(' ', arguments)}: {result.Stderr}");
    }

    public ProcessResult TryGit(params string[] arguments) => _processes.Run(new ProcessRequest("git", arguments)
    {
        WorkingDirectory = Worktree, TimeLimit = TimeSpan.FromMinutes(1),
        Changes = new Dictionary<string, string?> { ["GIT_EDITOR"] = "true" },
    });

    public ProcessResult Shell(string command) => _processes.Run(new ProcessRequest("sh", ["-c", command])
    {
        WorkingDirectory = Worktree, TimeLimit = TimeSpan.FromMinutes(1),
    });

    public void Write(string path, string text)
    {
        var full = Path.Combine(Worktree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Worktree, path));

    public bool Has(string path) => File.Exists(Path.Combine(Worktree, path));

    public JsonElement Task() => Ov("task", "show", TaskId).GetProperty("task");

    private string Required(string name) => environment.Variable(name)
        ?? throw new OvException(ErrorCode.Usage, $"A scripted agent is started by ov, which sets {name}.");
}

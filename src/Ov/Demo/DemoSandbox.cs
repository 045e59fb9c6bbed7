using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Demo;

/// <summary>
/// The demo's own world: a scratch folder with the repository, its operator token and its own user configuration, so that it works
/// whoever starts it and touches nothing of the user's.
/// </summary>
internal sealed class DemoSandbox
{
    private readonly ProcessRunner _processes;

    public DemoSandbox(OvEnvironment environment, string folder)
    {
        Folder = folder;
        Variables = environment.Variables
            .Where(v => !v.Key.StartsWith("OVERSTORY_", StringComparison.Ordinal) && !v.Key.StartsWith("OV_", StringComparison.Ordinal)
                && !v.Key.StartsWith("GIT_", StringComparison.Ordinal))
            .Append(new KeyValuePair<string, string>("XDG_CONFIG_HOME", Config))
            .GroupBy(v => v.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        _processes = new ProcessRunner(Variables);
        Directory.CreateDirectory(Repository);
    }

    public string Folder { get; }

    public string Repository => Path.Combine(Folder, "greet");

    /// <summary>Every process of the demo carries this folder in its environment; that is how leftovers are found.</summary>
    public string Config => Path.Combine(Folder, "config");

    public Dictionary<string, string> Variables { get; }

    private string TokenFile => Path.Combine(Folder, "operator-token");

    public void MakeRepository()
    {
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "ov demo");
        Git("config", "user.email", "demo@localhost");
        Git("config", "commit.gpgsign", "false");
        foreach (var (path, text) in DemoProject.Start)
        {
            var full = Path.Combine(Repository, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        Ov("init", "--yes", "--token-file", TokenFile);
        Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(TokenFile).Trim();
        File.WriteAllText(Path.Combine(Repository, ".overstory", "config.local.yaml"), LocalConfig());
        Git("add", "-A");
        Git("commit", "-q", "-m", "Greet somebody");
    }

    /// <summary>Runs ov in the repository as its operator and returns its JSON answer.</summary>
    public string Ov(params string[] arguments)
    {
        var self = OwnExecutable.Path;
        var result = _processes.Run(new ProcessRequest(self.FileName, [.. self.LeadingArguments, .. arguments, "--json"])
        {
            WorkingDirectory = Repository, TimeLimit = TimeSpan.FromMinutes(1),
        });
        return result.Succeeded
            ? result.Stdout
            : throw new OvException(ErrorCode.Failed, $"The demo's 'ov {string.Join(' ', arguments)}' failed: {(result.Stderr.Length > 0 ? result.Stderr : result.Stdout).Trim()}");
    }

    public string Git(params string[] arguments)
    {
        var result = TryRun("git", arguments);
        return result.Succeeded
            ? result.Stdout
            : throw new OvException(ErrorCode.GitFailed, $"The demo's 'git {string.Join(' ', arguments)}' failed: {result.Stderr.Trim()}");
    }

    public ProcessResult TryRun(string program, params string[] arguments) => _processes.Run(
        new ProcessRequest(program, arguments) { WorkingDirectory = Repository, TimeLimit = TimeSpan.FromMinutes(1) });

    public IReadOnlyList<int> Processes() => [.. ProcessTree.FindByEnvironment("XDG_CONFIG_HOME", Config).Select(process => process.Pid)];

    // Absolute paths belong to this machine only, so the agents' command is in the uncommitted file.
    private static string LocalConfig()
    {
        var self = OwnExecutable.Path;
        var words = new[] { self.FileName }.Concat(self.LeadingArguments).Append("scripted").Select(word => $"\"{word}\"");
        return $"runtimes:\n  exec:\n    command: [{string.Join(", ", words)}]\n";
    }
}

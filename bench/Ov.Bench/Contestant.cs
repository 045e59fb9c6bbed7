namespace Ov.Bench;

/// <summary>An ov-compatible program with a project of its own in the arena.</summary>
internal sealed class Contestant
{
    private readonly Arena _arena;
    private readonly string _token;

    public Contestant(Arena arena, string name, string program)
    {
        (_arena, Name, Program) = (arena, name, program);
        Project = Path.Combine(arena.Folder, name, "project");
        Directory.CreateDirectory(Project);
        arena.Run(arena.Git, Project, "init", "-q", "-b", "main");
        Fill();
        arena.Run(arena.Git, Project, "add", ".");
        arena.Run(arena.Git, Project, "commit", "-q", "-m", "Begin");
        var tokenFile = Path.Combine(arena.Folder, name, "token");
        arena.Run(program, Project, "init", "--yes", "--check", "", "--token-file", tokenFile);
        _token = File.ReadAllText(tokenFile).Trim();
        AllowManyAgents();
    }

    public string Name { get; }

    public string Program { get; }

    public string Project { get; }

    public string Ledger => Path.Combine(Project, ".git", "overstory", "ov.db");

    public Arena Arena => _arena;

    public Launch Make(params string[] arguments) => _arena.Make(Program, Project, arguments, _token);

    public void Run(params string[] arguments) => Make(arguments).Time();

    public string Read(params string[] arguments) => _arena.Read(Program, Project, arguments, _token);

    // A small project, so that a worktree costs what a worktree costs.
    private void Fill()
    {
        for (var i = 0; i < 50; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Project, "src", $"part{i % 5}")).FullName;
            File.WriteAllText(Path.Combine(folder, $"file{i}.txt"), string.Join('\n', Enumerable.Range(0, 40).Select(line => $"file {i} line {line}")) + "\n");
        }
    }

    private void AllowManyAgents()
    {
        var folder = Path.Combine(Project, ".overstory");
        if (Directory.Exists(folder))
        {
            File.WriteAllText(Path.Combine(folder, "config.local.yaml"), "agents:\n  maxConcurrent: 200\n  maxSessionsPerRun: 0\n  staggerDelayMs: 0\n");
        }
    }
}

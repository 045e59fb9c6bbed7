namespace Ov.Bench;

/// <summary>A scratch folder and a bare environment in which everything runs. Leaves neither a file nor a process.</summary>
internal sealed class Arena : IDisposable
{
    private int _files;

    public Arena()
    {
        Folder = Directory.CreateTempSubdirectory("ov-bench-").FullName;
        Directory.CreateDirectory(Home);
        Git = Find("git");
        Sqlite = Find("sqlite3");
        File.WriteAllText(Path.Combine(Home, ".gitconfig"), "[user]\n\tname = Bench\n\temail = bench@localhost\n[init]\n\tdefaultBranch = main\n");
        Native.AdoptOrphans();
    }

    public string Folder { get; }

    public string Git { get; }

    public string Sqlite { get; }

    private string Home => Path.Combine(Folder, "home");

    public Launch Make(string program, string folder, IReadOnlyList<string> arguments, string? token = null, string output = "/dev/null", string input = "/dev/null") =>
        new(program, arguments, folder, Environment(token), NewFile("err"), output, input);

    public void Run(string program, string folder, params string[] arguments) => Make(program, folder, arguments).Time();

    /// <summary>What a command writes to standard output.</summary>
    public string Read(string program, string folder, IReadOnlyList<string> arguments, string? token = null)
    {
        var output = NewFile("out");
        Make(program, folder, arguments, token, output).Time();
        return File.ReadAllText(output).Trim();
    }

    public void Dispose()
    {
        Family.EndAll();
        for (var attempt = 0; Directory.Exists(Folder); attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (attempt < 5)
            {
                // A process that was just ended may still have been writing.
            }
        }
    }

    private string NewFile(string kind) => Path.Combine(Folder, $"{kind}-{Interlocked.Increment(ref _files)}");

    private List<string> Environment(string? token)
    {
        List<string> variables = ["PATH=/usr/local/bin:/usr/bin:/bin", $"HOME={Home}", $"TMPDIR={Folder}", "LC_ALL=C"];
        if (token is not null)
        {
            variables.Add($"OV_OPERATOR_TOKEN={token}");
        }

        return variables;
    }

    private static string Find(string name) => new[] { "/usr/local/bin", "/usr/bin", "/bin" }
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? throw new BenchFailure($"there is no {name} on this machine");
}

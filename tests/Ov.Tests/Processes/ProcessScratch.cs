using Ov.Core.Processes;

namespace Ov.Tests.Processes;

/// <summary>A folder and a mark of its own for one test; whatever still bears the mark at the end is ended.</summary>
public sealed class ProcessScratch : IDisposable
{
    public const string MarkVariable = "MARK";

    public ProcessScratch()
    {
        Folder = Directory.CreateTempSubdirectory("ov-processes-").FullName;
        Mark = Guid.NewGuid().ToString("n");
        Variables = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", [MarkVariable] = Mark };
        Runner = new ProcessRunner(Variables);
    }

    public string Folder { get; }

    public string Mark { get; }

    public Dictionary<string, string> Variables { get; }

    public ProcessRunner Runner { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public ProcessResult Sh(string script) => Runner.Run(ProcessRequest.Of("sh", "-c", script));

    /// <summary>Runs the probe program, whose host is the very runtime that runs the tests.</summary>
    public ProcessRequest Probe(params string[] arguments) =>
        new(Dotnet, [Path.Combine(AppContext.BaseDirectory, "Ov.Probe.dll"), .. arguments]) { TimeLimit = TimeSpan.FromSeconds(60) };

    public IReadOnlyList<ProcessEntry> Marked() => ProcessTree.FindByEnvironment(MarkVariable, Mark);

    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../dotnet"));

    /// <summary>Waits for something another process does; fails loudly instead of for ever.</summary>
    public static void Until(Func<bool> reached, string what)
    {
        Assert.True(SpinWait.SpinUntil(reached, TimeSpan.FromSeconds(20)), $"never happened: {what}");
    }

    public void Dispose()
    {
        ProcessTree.End(Marked(), TimeSpan.Zero);
        Directory.Delete(Folder, recursive: true);
    }
}

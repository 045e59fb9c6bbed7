using Ov.Core.Config;

namespace Ov.Tests.Config;

/// <summary>A project folder that exists for one test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("ov-config-").FullName;

    public ProjectFolder Write(string file, string text, bool executable = false)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return this;
    }

    public ProjectFolder Shared(string text) => Write(ConfigReader.SharedFile, text);

    public ProjectFolder Local(string text) => Write(ConfigReader.LocalFile, text);

    public OvConfig Config(Dictionary<string, string>? variables = null, bool isAgentCaller = false) =>
        ConfigReader.Load(Root, variables ?? NoVariables, isAgentCaller);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

namespace Ov.Clients;

/// <summary>Where the agents' own programs lie. They are installed by <c>tests/Ov.Clients/install</c>; nothing else is ever used.</summary>
public static class Client
{
    private static string Folder => Environment.GetEnvironmentVariable("OV_CLIENTS") is { Length: > 0 } named
        ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ov-clients");

    private static string[] Required => Environment.GetEnvironmentVariable("OV_CLIENTS_REQUIRED")?.Split(' ') ?? [];

    /// <summary>The program, or a skip that says what is missing; where it is required, as in CI, a failure.</summary>
    public static string Require(string program)
    {
        var path = Path.Combine(Folder, "bin", program);
        var missing = !File.Exists(path) ? $"{program} is not installed in {Folder}: run tests/Ov.Clients/install" : null;
        Assert.False(missing is not null && Required.Contains(program), missing);
        Assert.SkipWhen(missing is not null, missing ?? "");
        return path;
    }
}

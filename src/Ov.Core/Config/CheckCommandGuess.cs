using System.Text.Json;

namespace Ov.Core.Config;

/// <summary>Guesses how a project checks itself, from the files at its top; a proposal for <c>init</c>, never run unasked.</summary>
public static class CheckCommandGuess
{
    private const long LargestFile = 1024 * 1024;

    /// <summary>A command line, or null when nothing tells.</summary>
    public static string? For(string directory)
    {
        var files = Names(directory);
        return Node(directory, files) ?? DotNet(files) ?? Simple(files) ?? Python(directory, files) ?? Make(directory, files)
            ?? Java(directory, files) ?? (files.Contains("mix.exs") ? "mix test" : null) ?? Script(directory);
    }

    private static string? Node(string directory, HashSet<string> files)
    {
        if (!files.Contains("package.json") || TestScript(Content(directory, "package.json")) is not { } script || script.Contains("no test specified", StringComparison.Ordinal))
        {
            return null;
        }

        return files.Contains("pnpm-lock.yaml") ? "pnpm test"
            : files.Contains("yarn.lock") ? "yarn test"
            : files.Contains("bun.lock") || files.Contains("bun.lockb") ? "bun run test"
            : "npm test";
    }

    private static string? TestScript(string package)
    {
        try
        {
            using var json = JsonDocument.Parse(package, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
                && scripts.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.String ? test.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? DotNet(HashSet<string> files) =>
        files.Any(f => Path.GetExtension(f) is ".sln" or ".slnx" or ".csproj" or ".fsproj") ? "dotnet test" : null;

    private static string? Simple(HashSet<string> files) =>
        files.Contains("Cargo.toml") ? "cargo test" : files.Contains("go.mod") ? "go test ./..." : null;

    private static string? Python(string directory, HashSet<string> files) =>
        files.Contains("pyproject.toml") || files.Contains("pytest.ini") || files.Contains("conftest.py")
        || Names(Path.Combine(directory, "tests")).Any(f => f.EndsWith(".py", StringComparison.Ordinal)) ? "pytest" : null;

    private static string? Make(string directory, HashSet<string> files)
    {
        string[] names = ["GNUmakefile", "makefile", "Makefile"];
        if (names.FirstOrDefault(files.Contains) is not { } makefile)
        {
            return null;
        }

        var targets = Content(directory, makefile).Split('\n').Where(l => l.Contains(':') && !l.Contains(":=", StringComparison.Ordinal) && !l.StartsWith('\t'))
            .SelectMany(l => l.Split(':')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        return targets.Contains("test") ? "make test" : targets.Contains("check") ? "make check" : null;
    }

    private static string? Java(string directory, HashSet<string> files) =>
        files.Contains("pom.xml") ? "mvn -q test"
        : files.Contains("gradlew") && IsExecutable(Path.Combine(directory, "gradlew")) ? "./gradlew test"
        : files.Contains("build.gradle") || files.Contains("build.gradle.kts") ? "gradle test"
        : null;

    private static string? Script(string directory)
    {
        string[] scripts = ["tests/run.sh", "test.sh"];
        return scripts.FirstOrDefault(s => IsExecutable(Path.Combine(directory, s))) is { } script ? $"./{script}" : null;
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute));

    private static HashSet<string> Names(string directory)
    {
        try
        {
            return Directory.EnumerateFiles(directory).Select(f => Path.GetFileName(f)).ToHashSet();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Content(string directory, string file)
    {
        try
        {
            var path = Path.Combine(directory, file);
            return new FileInfo(path).Length <= LargestFile ? File.ReadAllText(path) : "";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

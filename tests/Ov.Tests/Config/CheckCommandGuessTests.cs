using Ov.Core.Config;

namespace Ov.Tests.Config;

public class CheckCommandGuessTests
{
    private const string Package = """{"scripts": {"test": "jest"}}""";

    [Theory]
    [InlineData(null)]
    [InlineData(null, "README.md")]
    [InlineData("npm test", "package.json")]
    [InlineData("npm test", "package.json", "package-lock.json", "Makefile=test:")]
    [InlineData("pnpm test", "package.json", "pnpm-lock.yaml")]
    [InlineData("yarn test", "package.json", "yarn.lock")]
    [InlineData("bun run test", "package.json", "bun.lock")]
    [InlineData("bun run test", "package.json", "bun.lockb")]
    [InlineData(null, "package.json={}")]
    [InlineData(null, "package.json=[1]")]
    [InlineData(null, "package.json={\"scripts\":{\"test\":5}}")]
    [InlineData(null, "package.json={\"scripts\":")]
    [InlineData(null, "package.json={\"scripts\":{\"test\":\"echo \\\"Error: no test specified\\\" && exit 1\"}}")]
    [InlineData("make test", "package.json={}", "Makefile=test:")]
    [InlineData("dotnet test", "app.sln")]
    [InlineData("dotnet test", "app.slnx")]
    [InlineData("dotnet test", "app.csproj")]
    [InlineData("cargo test", "Cargo.toml")]
    [InlineData("go test ./...", "go.mod")]
    [InlineData("pytest", "pyproject.toml")]
    [InlineData("pytest", "pytest.ini")]
    [InlineData("pytest", "tests/test_a.py")]
    [InlineData(null, "tests/notes.md")]
    [InlineData("make test", "Makefile=all: x\n\ntest: all\n\ttrue\n")]
    [InlineData("make test", "GNUmakefile=lint test: all\n\ttrue\n")]
    [InlineData("make check", "makefile=check:\n\ttrue\n")]
    [InlineData(null, "Makefile=test := 1\nall:\n\ttest: no\n")]
    [InlineData("mvn -q test", "pom.xml")]
    [InlineData("./gradlew test", "gradlew*", "build.gradle")]
    [InlineData("gradle test", "build.gradle.kts")]
    [InlineData("mix test", "mix.exs")]
    [InlineData("./tests/run.sh", "tests/run.sh*", "test.sh*")]
    [InlineData("./test.sh", "test.sh*")]
    [InlineData(null, "test.sh")]
    public void A_check_command_is_guessed_from_the_files_at_the_top(string? guess, params string[] files)
    {
        using var project = new ProjectFolder();
        foreach (var file in files)
        {
            var parts = file.Split('=', 2);
            var name = parts[0].TrimEnd('*');
            project.Write(name, parts.Length > 1 ? parts[1] : name == "package.json" ? Package : "", executable: parts[0].EndsWith('*'));
        }

        Assert.Equal(guess, CheckCommandGuess.For(project.Root));
    }

    [Fact]
    public void A_folder_that_is_not_there_tells_nothing()
    {
        Assert.Null(CheckCommandGuess.For("/nowhere/at/all"));
    }
}

using Ov.Core.Runtimes.Survey;

namespace Ov.Tests.Runtimes;

public sealed class RuntimeVersionTests
{
    [Theory]
    [InlineData("2.1.329 (Claude Code)\n", "2.1.329")]
    [InlineData("codex-cli 0.169.0\n", "0.169.0")]
    [InlineData("GitHub Copilot CLI 1.0.102.\nRun 'copilot update' to check for updates.\n", "1.0.102")]
    [InlineData("v20.20.0\n", "20.20.0")]
    [InlineData("no version here\n", null)]
    [InlineData("", null)]
    public void A_version_is_found_whatever_stands_around_it(string text, string? version) => Assert.Equal(version, RuntimeVersion.Find(text));
}

using Ov.Core;
using Ov.Core.Agents;
using Ov.Tests.Support;

namespace Ov.Tests.House;

/// <summary>Whatever name is mistyped, the refusal names the nearest one there is, and nothing else happens.</summary>
public sealed class NearestNameTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly (string, string)[] _operator;

    public NearestNameTests()
    {
        using (var ledger = _project.OpenLedger())
        {
            _operator = [("OV_OPERATOR_TOKEN", ledger.Write(tx => OperatorTokenStore.Create(tx, "laptop")))];
        }

        _project.Git("branch", "release");
        _project.Write(".overstory/profiles/careful.md", "Be careful.\n");
        Done("run", "start", "login", "--target", "main");
        Done("task", "add", "Fix the flaky login test");
        Done("group", "create", "exports", "1");
        Done("mail", "send", "--to", "operator", "--subject", "Scope question", "--body", "May I?");
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("tsak list", "task")]
    [InlineData("task lsit", "list")]
    [InlineData("task list --stat pending", "--state")]
    [InlineData("--jsno status", "--json")]
    [InlineData("task list --state pendign", "pending")]
    [InlineData("task list --run logni", "login")]
    [InlineData("task show \"Fix the flaky logn test\"", "Fix the flaky login test")]
    [InlineData("sling \"Fix-the-flaky-login-test\"", "Fix the flaky login test")]
    [InlineData("group status exprots", "exports")]
    [InlineData("token revoke laptpo", "laptop")]
    [InlineData("mail read \"Scope qestion\"", "Scope question")]
    [InlineData("mail send --to operatro --subject s --body b", "operator")]
    [InlineData("mail send --to @buidlers --subject s --body b", "@builders")]
    [InlineData("mail send --to operator --subject s --body b --type questoin", "question")]
    [InlineData("mail send --to operator --subject s --body b --priority hihg", "high")]
    [InlineData("run show logn", "login")]
    [InlineData("run start other --target relaese", "release")]
    [InlineData("merge --branch relaese", "release")]
    [InlineData("merge --branch release --into mian", "main")]
    [InlineData("sling 1 --role buidler", "builder")]
    [InlineData("sling 1 --profile carefull", "careful")]
    [InlineData("task add Export --priority hihg", "high")]
    [InlineData("status --color nevre", "never")]
    [InlineData("wait logn", "login")]
    [InlineData("wait --until mial", "mail")]
    [InlineData("show exprots", "exports")]
    [InlineData("doctor --category confgi", "config")]
    [InlineData("help mregin", "merging")]
    [InlineData("help mial", "mail")]
    [InlineData("help task lsit", "list")]
    [InlineData("help scope-overlpa", "scope-overlap")]
    [InlineData("schema tsak", "task")]
    [InlineData("log tool-strat", "tool-start")]
    [InlineData("task create", "add")]
    [InlineData("worktree delete x", "remove")]
    [InlineData("ps", "agents")]
    public void A_mistyped_name_is_answered_with_the_nearest(string line, string nearest)
    {
        var run = Ov(line);
        Assert.True(run.Error.Contains("Did you mean", StringComparison.Ordinal) && run.Error.Contains(nearest, StringComparison.Ordinal), run.ToString());
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_name_that_resembles_nothing_is_refused_without_a_guess()
    {
        var run = Ov("group status quarterly-figures");
        Assert.Equal(ErrorCode.NotFound.Exit, run.Exit);
        Assert.DoesNotContain("Did you mean", run.Error, StringComparison.Ordinal);
    }

    private Answered Ov(string line) => _project.Ov(_operator, [.. Words(line)]);

    private void Done(params string[] words)
    {
        var run = _project.Ov(_operator, words);
        Assert.True(run.Exit == 0, run.ToString());
    }

    private static IEnumerable<string> Words(string line) => line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

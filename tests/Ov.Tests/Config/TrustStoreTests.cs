using Ov.Core;
using Ov.Core.Config;

namespace Ov.Tests.Config;

public class TrustStoreTests
{
    private static readonly CommandSpec Gate = Shell("make test");

    [Fact]
    public void Exactly_the_approved_text_of_that_project_and_purpose_is_trusted()
    {
        using var home = new ProjectFolder();
        var trust = Store(home);
        Assert.False(trust.IsTrusted("/p/app", Gate));
        trust.Approve("/p/app", Gate, callerIsOperator: true);
        Assert.True(trust.IsTrusted("/p/app", Gate));
        Assert.True(Store(home).IsTrusted("/p/app/", Shell("make test") with { Name = "other", Timeout = TimeSpan.FromDays(1), Origin = "x:9" }));
        Assert.False(trust.IsTrusted("/p/other", Gate));
        Assert.False(trust.IsTrusted("/p/app", Shell("make test ")));
        Assert.False(trust.IsTrusted("/p/app", Shell("make test; rm -rf ~")));
        Assert.False(trust.IsTrusted("/p/app", Gate with { Kind = CommandKind.Setup }));
        Assert.False(trust.IsTrusted("/p/app", CommandSpec.Program(CommandKind.Gate, "t", ["make", "test"], default, "c:1")));
    }

    [Fact]
    public void A_text_that_reads_like_a_list_is_not_the_list()
    {
        using var home = new ProjectFolder();
        var list = CommandSpec.Program(CommandKind.Gate, "t", ["make", "test"], default, "c:1");
        var text = Shell(list.ExactText);
        Assert.Equal(text.ExactText, list.ExactText);
        Store(home).Approve("/p/app", list, callerIsOperator: true);
        Assert.False(Store(home).IsTrusted("/p/app", text));
    }

    [Fact]
    public void A_command_without_approval_is_refused_with_its_text()
    {
        using var home = new ProjectFolder();
        var refusal = Assert.Throws<OvException>(() => Store(home).Require("/p/app", Shell("curl evil\u001b[2K\nrm x")));
        Assert.Equal(ErrorCode.Untrusted, refusal.Code);
        Assert.Equal("The gate \"test\" at .overstory/config.yaml:3 has not been approved on this machine: curl evil\\u001b[2K\\nrm x", refusal.Message);
        Assert.Equal("curl evil\u001b[2K\nrm x", refusal.Facts["commandText"]);
        Store(home).Approve("/p/app", Gate, callerIsOperator: true);
        Store(home).Require("/p/app", Gate);
    }

    [Fact]
    public void Nobody_but_the_operator_approves()
    {
        using var home = new ProjectFolder();
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => Store(home).Approve("/p/app", Gate, callerIsOperator: false)).Code);
        Assert.False(Store(home).IsTrusted("/p/app", Gate));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Root));
    }

    [Fact]
    public void Approvals_are_the_owners_alone_and_can_be_read()
    {
        using var home = new ProjectFolder();
        var trust = Store(home);
        trust.Approve("/p/app", Gate, callerIsOperator: true);
        trust.Approve("/p/app", Gate, callerIsOperator: true);
        var file = Assert.Single(Directory.GetFiles(trust.Folder!));
        Assert.Equal("project /p/app\nkind gate\ncommand make test\n", File.ReadAllText(file));
        Assert.Equal(Path.Combine(home.Root, ".config", "ov", "trust"), trust.Folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(trust.Folder!), 8));
        }
    }

    [Fact]
    public void Approvals_at_the_same_moment_are_all_kept()
    {
        using var home = new ProjectFolder();
        var commands = Enumerable.Range(0, 200).Select(i => Shell($"make {i % 100}")).ToList();
        Parallel.ForEach(commands, c => Store(home).Approve("/p/app", c, callerIsOperator: true));
        Assert.Empty(Store(home).Untrusted("/p/app", commands));
        Assert.Equal(100, Directory.GetFiles(Store(home).Folder!).Length);
    }

    [Fact]
    public void What_still_needs_an_approval_is_listed_once()
    {
        using var home = new ProjectFolder();
        Store(home).Approve("/p/app", Gate, callerIsOperator: true);
        Assert.Equal(["b", "a"], Store(home).Untrusted("/p/app", [Shell("b"), Gate, Shell("a"), Shell("b")]).Select(c => c.ShellText));
    }

    [Fact]
    public void The_users_config_folder_is_followed_and_without_any_nothing_is_trusted()
    {
        Assert.Equal("/c/ov/trust", TrustStore.For(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = "/c", ["HOME"] = "/h" }).Folder);
        Assert.Equal("/h/.config/ov/trust", TrustStore.For(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = "here", ["HOME"] = "/h" }).Folder);
        var homeless = TrustStore.For(new Dictionary<string, string> { ["HOME"] = "" });
        Assert.False(homeless.IsTrusted("/p/app", Gate));
        Assert.Equal(ErrorCode.ToolMissing, Assert.Throws<OvException>(() => homeless.Approve("/p/app", Gate, callerIsOperator: true)).Code);
    }

    private static TrustStore Store(ProjectFolder home) => TrustStore.For(new Dictionary<string, string> { ["HOME"] = home.Root });

    private static CommandSpec Shell(string text) => CommandSpec.Shell(CommandKind.Gate, "test", text, TimeSpan.FromMinutes(1), ".overstory/config.yaml:3");
}

using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Projects;

namespace Ov.Tests.Projects;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProjectMakerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ov-init-").FullName;

    private string Repo => Path.Combine(_folder, "app");

    private string Ledger => Path.Combine(Repo, ".git", "overstory");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_project_has_a_private_ledger_and_two_files_without_any_absolute_path()
    {
        var made = Make(new ProjectDraft(null, null, null, false, false));
        Assert.True(made.IsNew);
        Assert.Equal([".overstory/config.yaml", ".overstory/.gitignore", ".overstory/agent-defs"], made.Written);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Ledger));
        Assert.All(Directory.GetFiles(Ledger), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(Directory.GetFiles(Path.Combine(Repo, ".overstory"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(_folder, File.ReadAllText(file)));
        Assert.Empty(Directory.GetFileSystemEntries(Repo).Select(Path.GetFileName).Except([".git", ".overstory", "Makefile"]));
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("codex", "goose", "codex", "pi")]
    [InlineData("exec", "goose")]
    public void The_first_coding_agent_here_that_was_tried_is_the_one_to_begin_with(string chosen, params string[] programs)
    {
        var tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        foreach (var program in programs)
        {
            File.WriteAllText(Path.Combine(tools, program), "#!/bin/sh\n");
            File.SetUnixFileMode(Path.Combine(tools, program), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        PrepareRepository();
        using var app = App(("PATH", $"{tools}:/usr/bin:/bin"));
        ProjectMaker.Make(app, new ProjectDraft(null, null, null, false, false), false);
        Assert.Equal(chosen, ConfigReader.Parse(Repo, File.ReadAllText(Path.Combine(Repo, ConfigReader.SharedFile))).Runtimes.Default);
    }

    [Fact]
    public void A_second_init_changes_nothing_and_force_writes_only_what_is_missing()
    {
        Make(new ProjectDraft(null, null, null, false, false));
        var config = Path.Combine(Repo, ConfigReader.SharedFile);
        File.WriteAllText(config, "agents:\n  maxConcurrent: 3\n");
        File.Delete(Path.Combine(Repo, ".overstory", ".gitignore"));
        Assert.Empty(Make(new ProjectDraft("other", "true", null, false, false)).Written);
        Assert.Equal([".overstory/.gitignore"], Make(new ProjectDraft("other", null, null, false, Refresh: true)).Written);
        Assert.Equal("agents:\n  maxConcurrent: 3\n", File.ReadAllText(config));
    }

    [Fact]
    public void A_dry_run_leaves_nothing_behind()
    {
        var made = Make(new ProjectDraft(null, null, null, false, false), dryRun: true);
        Assert.Equal(3, made.Written.Count);
        Assert.Equal([".git", "Makefile"], Directory.GetFileSystemEntries(Repo).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Repo, ".git"), "*ov*"));
    }

    [Fact]
    public void Who_makes_the_ledger_gets_its_first_token_and_nobody_gets_one_later()
    {
        var file = Path.Combine(_folder, "token");
        Make(new ProjectDraft(null, null, file, false, false));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        using var app = App(("OV_OPERATOR_TOKEN", File.ReadAllText(file).Trim()));
        Assert.True(app.Caller.IsOperator);

        var refusal = Assert.Throws<OvException>(() => Make(new ProjectDraft(null, null, file + "2", false, false)));
        Assert.Equal("state", refusal.Code.Name);
        Assert.False(File.Exists(file + "2"));
    }

    [Fact]
    public void A_token_file_that_cannot_be_made_leaves_no_ledger()
    {
        PrepareRepository();
        File.WriteAllText(Path.Combine(_folder, "token"), "precious");
        Assert.Throws<OvException>(() => Make(new ProjectDraft(null, null, Path.Combine(_folder, "token"), false, false)));
        Assert.False(Directory.Exists(Ledger));
        Assert.Equal("precious", File.ReadAllText(Path.Combine(_folder, "token")));
    }

    [Fact]
    public void A_linked_folder_is_refused()
    {
        PrepareRepository();
        File.CreateSymbolicLink(Path.Combine(Repo, ".overstory"), _folder);
        Assert.Equal("unsafe-storage", Assert.Throws<OvException>(() => Make(new ProjectDraft(null, null, null, false, false))).Code.Name);
        Assert.False(Directory.Exists(Ledger));
    }

    [Fact]
    public void A_ledger_whose_folder_became_a_link_is_not_opened()
    {
        using var project = Support.TestProject.Create();
        Directory.Move(project.Files.Folder, project.Folder + "/moved");
        Directory.CreateSymbolicLink(project.Files.Folder, project.Folder + "/moved");
        Assert.Equal("unsafe-storage", Assert.Throws<OvException>(() => project.OpenLedger()).Code.Name);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void A_guessed_check_is_approved_only_when_the_operator_confirmed_it(bool isOperator, bool confirmed, bool approved)
    {
        var draft = new ProjectDraft(null, null, isOperator ? Path.Combine(_folder, "token") : null, false, false) { Confirm = confirmed ? guess => guess : null };
        var made = Make(draft);
        Assert.Equal(("make test", true, approved), (made.Check!, made.CheckWasGuessed, made.CheckApproved));
        Assert.Equal(approved ? 0 : 1, made.Untrusted.Count);
        Assert.Equal(approved, Directory.Exists(Path.Combine(_folder, "home", ".config", "ov", "trust")));
    }

    [Fact]
    public void Overstorys_own_settings_are_kept_and_read()
    {
        PrepareRepository();
        Directory.CreateDirectory(Path.Combine(Repo, ".overstory"));
        const string theirs = "project:\n  name: legacy\n  root: /somewhere\n  canonicalBranch: main\nagents:\n  maxConcurrent: 7\n";
        File.WriteAllText(Path.Combine(Repo, ConfigReader.SharedFile), theirs);
        var made = Make(new ProjectDraft(null, null, null, false, false));
        Assert.Equal(("legacy", null), (made.Name, made.Check));
        Assert.Equal(theirs, File.ReadAllText(Path.Combine(Repo, ConfigReader.SharedFile)));
    }

    [Fact]
    public void A_bare_repository_gets_a_ledger_and_no_files()
    {
        PrepareRepository();
        TestGit("init", "-q", "--bare", Path.Combine(_folder, "bare.git"));
        using var app = new OvApp(Environment() with { WorkingDirectory = Path.Combine(_folder, "bare.git") }, Options);
        Assert.Empty(ProjectMaker.Make(app, new ProjectDraft(null, null, null, false, false)).Written);
        Assert.True(File.Exists(Path.Combine(_folder, "bare.git", "overstory", "ov.db")));
        Assert.False(Directory.Exists(Path.Combine(_folder, "bare.git", ".overstory")));
    }

    [Fact]
    public void The_probe_leaves_a_sound_folder_as_it_was_and_refuses_one_it_cannot_use()
    {
        StorageProbe.Require(_folder);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Equal("unsafe-storage", Assert.Throws<OvException>(() => StorageProbe.Require("/proc")).Code.Name);
    }

    private static readonly OvOptions Options = new(null, null, false, false, false, false, false, "never");

    private MadeProject Make(ProjectDraft draft, bool dryRun = false)
    {
        PrepareRepository();
        using var app = App();
        return ProjectMaker.Make(app, draft, dryRun);
    }

    private void PrepareRepository()
    {
        if (!Directory.Exists(Repo))
        {
            Directory.CreateDirectory(Repo);
            TestGit("init", "-q", "-b", "main", Repo);
            File.WriteAllText(Path.Combine(Repo, "Makefile"), "test:\n\ttrue\n");
        }
    }

    private OvApp App(params (string Name, string Value)[] variables) => new(Environment(variables), Options);

    private OvEnvironment Environment(params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = Path.Combine(_folder, "home"), ["GIT_CONFIG_NOSYSTEM"] = "1" };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return new OvEnvironment(Repo, all, TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);
    }

    private void TestGit(params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = _folder };
        start.Environment.Clear();
        foreach (var (name, value) in Environment().Variables)
        {
            start.Environment[name] = value;
        }

        using var git = System.Diagnostics.Process.Start(start)!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}

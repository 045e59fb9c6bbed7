using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Checkup;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Watching;
using Ov.Core.Worktrees;
using Ov.Tests.Merging;

namespace Ov.Tests.Checkup;

/// <summary>What the doctor finds, each thing by a stable code, and that <c>--fix</c> mends it without losing anything.</summary>
public sealed class DoctorFixTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    private IReadOnlyList<Check> Look() => Doctor.Run(_site.App, "ov", null);

    private Check Found(string code) => Assert.Single(Look(), check => check.Code == code);

    private DoctorFix Mend(string code) => Assert.Single(Mender.Run(_site.App, Caller.Operator, [Found(code)]));

    /// <summary>Found with its fix, mended, and not found again.</summary>
    private void Mends(string code)
    {
        Assert.True(Found(code).Fixable);
        Assert.True(Mend(code).Done);
        Assert.DoesNotContain(Look(), check => check.Code == code);
    }

    /// <summary>Init makes the ledger's file private, and this one was made without it.</summary>
    [Fact]
    public void A_sound_project_has_no_finding_that_fix_would_mend() => Assert.DoesNotContain(Look(), check => check is { Fixable: true, Code: not "not-private" });

    [Fact]
    public void A_lease_and_an_intent_of_the_dead_are_freed()
    {
        var (_, row) = _site.AgentWorktree("b1");
        const string dead = "00000000-0000-0000-0000-000000000000:1:1";
        _site.App.Ledger.Write(tx =>
        {
            tx.Sql.Run("INSERT INTO lease(name, holder, process, taken_at) VALUES ('merge:trunk', 'somebody', ?1, ?2)", dead, tx.Now);
            WorktreeStore.SetState(tx, row.Id, WorktreeState.Removing);
            var intent = new WorktreeRemovalIntent(row.Id, "b1", row.Path, row.Branch, null, DeleteBranch: true, [], Removing: false);
            Intents.Open(tx, WorktreeRemovalIntent.Kind, row.Id, intent.Write());
            tx.Sql.Run("UPDATE intent SET owner = ?1", dead);
        });
        Mends("orphan-leases");
        Mends("orphan-intents");
        Assert.Equal(WorktreeState.Ready, _site.App.Ledger.Read(sql => WorktreeStore.ById(sql, row.Id))!.State);
    }

    [Fact]
    public void A_worktree_that_is_gone_is_forgotten_and_its_branch_stays()
    {
        var (_, row) = _site.AgentWorktree("b1");
        var tip = _site.Tip(row.Branch);
        Directory.Delete(row.Path, recursive: true);
        Mends("orphan-worktrees");
        Assert.Equal(tip, _site.Tip(row.Branch));
    }

    [Fact]
    public void A_pin_of_no_merge_becomes_a_backup()
    {
        var pinned = _site.Project.Git("commit-tree", "-m", "Of a merge that died", "HEAD^{tree}").Trim();
        QueuePins.Pin(_site.App, "gone", pinned);
        Mends("orphan-pins");
        Assert.Contains(pinned, _site.Project.Git("for-each-ref", "--format=%(objectname)", "refs/overstory/backup"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_others_can_read_are_closed_to_them()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_site.Project.Files.Folder, (UnixFileMode)0x1ED);
        File.SetUnixFileMode(_site.Project.Files.Database, (UnixFileMode)0x1A4);
        Mends("not-private");
        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(_site.Project.Files.Folder));
        Assert.Equal((UnixFileMode)0x180, File.GetUnixFileMode(_site.Project.Files.Database));
    }

    [Fact]
    public void What_a_command_left_half_written_is_deleted_once_it_is_old()
    {
        var half = Path.Combine(_site.Project.Files.Copies, "ov-schema-1.db.part");
        Directory.CreateDirectory(_site.Project.Files.Copies);
        File.WriteAllText(half, "half");
        Assert.DoesNotContain(Look(), check => check.Code == "leftovers");
        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddHours(-2));
        Mends("leftovers");
        Assert.False(File.Exists(half));
    }

    [Fact]
    public void A_lock_of_gits_that_was_left_is_told_and_left_to_a_person()
    {
        var left = Path.Combine(_site.Project.Root, ".git/index.lock");
        File.WriteAllText(left, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        var found = Found("git-locks");
        Assert.Contains(left, found.Details);
        Assert.False(found.Fixable);
    }

    [Fact]
    public void Hooks_that_lost_a_part_are_made_whole()
    {
        var settings = Path.Combine(_site.Project.Root, ".claude/settings.local.json");
        var hooks = new Ov.Core.Hooks.Desk.DeskHooks(_site.App, "claude");
        hooks.Install(dryRun: false);
        Assert.DoesNotContain(Look(), check => check.Code == "hooks-stale");
        File.Delete(OwnProgramLink.PathIn(_site.Project.Files));
        Assert.Contains(settings, Found("hooks-stale").Details);
        Mends("hooks-stale");
    }

    [Fact]
    public void Only_the_operator_mends()
    {
        QueuePins.Pin(_site.App, "gone", _site.Tip("trunk"));
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => Mender.Run(_site.App, Caller.Unidentified, Look())).Code);
        Assert.NotEqual("", _site.Project.Git("for-each-ref", "refs/overstory/queue"));
    }

    [Theory]
    [InlineData("CLAUDE_CONFIG_DIR", true)]
    [InlineData("ANTHROPIC_API_KEY", true)]
    [InlineData("OTHER", false)]
    public void A_login_shows_by_a_variable_or_a_file_and_nothing_is_read(string variable, bool shows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_site.Project.Folder, "config")).FullName;
        File.WriteAllText(Path.Combine(folder, ".credentials.json"), "not even JSON");
        var signs = Ov.Core.Runtimes.RuntimeList.Known.Require("claude").Traits.Login!;
        Assert.Equal(shows, signs.Found(_site.Project.Environment((variable, folder))) is not null);
    }
}

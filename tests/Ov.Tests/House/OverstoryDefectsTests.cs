namespace Ov.Tests.House;

/// <summary>
/// The defects that were reproduced on Overstory 0.11 and that these commands touch: each row names the tests that show it impossible
/// here, and fails when one of them goes away. Not touched by these commands yet: interactive tmux sessions (2), the guard hook and the
/// hooks installer (11, the second half of 17), the tracker trigger (15), merge history learning (18), the web server (19), costs (16).
/// </summary>
public sealed class OverstoryDefectsTests
{
    [Theory]
    [InlineData("1 stopping an agent kills another whose name starts the same", "StopTests.Stopping_an_agent_spares_one_whose_name_begins_the_same")]
    [InlineData("2 a nudge starts a second process", "HostTests.A_nudge_is_mail_and_a_bell_and_never_a_second_process")]
    [InlineData("3 our files are committed by git add -A", "SlingTests.Nothing_of_ours_can_be_committed_with_git_add")]
    [InlineData("3 our files are merged", "AdmissionTests.A_branch_with_a_file_that_ov_wrote_is_refused")]
    [InlineData("4 a hung worker is never dead", "TurnLimitTests.A_turn_past_its_time_limit_is_ended_with_everything_it_started")]
    [InlineData("4 silence is never noticed", "TickTests.A_silent_turn_is_marked_and_its_parent_told_once_and_nothing_is_ended")]
    [InlineData("5 a crash noticed late is completed", "AgentStatusTests.A_crash_is_dead_however_late_it_is_noticed_and_never_completed")]
    [InlineData("5 status swallows notices", "TickTests.Looking_writes_nothing")]
    [InlineData("6 a lead that waits is completed", "HostTests.A_lead_that_waits_for_its_children_is_waiting_not_completed")]
    [InlineData("6 a turn without a report completes", "HostTests.A_turn_that_ends_well_without_a_report_leaves_the_task_open")]
    [InlineData("7 racing readers get duplicates", "MailRaceTests.Twenty_processes_send_two_hundred_mails_each_and_four_racing_readers_get_every_one_once_and_in_order")]
    [InlineData("7 a newline forges a header", "MailDeliveryTests.A_subject_or_body_with_line_ends_forges_no_header")]
    [InlineData("8 limits are not atomic", "SlingTests.Of_fifty_racing_slings_exactly_as_many_start_as_the_ceiling_allows")]
    [InlineData("8 the task lock is not atomic", "SlingTests.Of_slings_racing_for_one_task_under_different_names_one_wins")]
    [InlineData("9 clean deletes unlanded work and mail", "WorktreeRemovalTests.Unlanded_work_is_refused_whoever_did_it")]
    [InlineData("9 clean deletes mail", "WorktreeRemovalTests.A_landed_worktree_goes_with_its_branch_and_its_mail_stays")]
    [InlineData("9 stop --clean-worktree deletes unmerged branches", "StopTests.Cleaning_the_worktree_refuses_unlanded_work_and_keeps_it_when_forced")]
    [InlineData("10 a merge touches staged and untracked work", "LandingTests.A_checkout_of_the_target_follows_and_keeps_staged_unstaged_and_untracked_work_byte_for_byte")]
    [InlineData("10 HEAD is left on the target", "LandingTests.The_users_checkout_of_another_branch_is_not_touched_at_all")]
    [InlineData("10 --all has no feeder", "MailDeedTests.A_report_by_mail_completes_the_task_and_ready_by_mail_queues_its_branch")]
    [InlineData("10 dry-run is broken on git before 2.40 and enqueues", "AdmissionTests.A_dry_run_tells_the_conflict_and_queues_nothing")]
    [InlineData("12 shell text in a task runs", "SlingTests.Shell_text_in_a_title_is_never_run")]
    [InlineData("12 a task id is a path", "TaskRaceTests.A_task_id_is_never_a_path")]
    [InlineData("13 stop fails for the last session", "StopTests.It_works_when_the_host_is_dead_already_and_ends_what_the_host_left")]
    [InlineData("14 a re-dispatch cannot work", "HostTests.A_restart_of_a_living_agent_replaces_it_and_keeps_uncommitted_work")]
    [InlineData("14 --clean-worktree always needs force", "StopTests.Cleaning_the_worktree_of_an_agent_without_work_needs_no_force")]
    [InlineData("16 hook events lack run and zone", "HookLogTests.An_event_bears_its_run_its_time_zone_and_its_agent_which_counts_as_alive")]
    [InlineData("16 secrets are stored", "HookTests.A_tool_call_is_recorded_without_its_secret_which_is_nowhere_in_the_ledgers_files")]
    [InlineData("17 doctor fails on a fresh project", "TickTests.A_fresh_project_is_clean_for_the_doctor")]
    [InlineData("17 JSON is polluted", "TaskRaceTests.Empty_listings_are_one_json_document_with_an_empty_list")]
    [InlineData("20 the committed config holds an absolute path", "ProjectMakerTests.A_new_project_has_a_private_ledger_and_two_files_without_any_absolute_path")]
    public void A_defect_of_the_reference_has_a_test_that_shows_it_impossible(string defect, string test) => Assert.True(SourceTree.Tests.Contains(test), $"{defect}: the test {test} is gone.");
}

using Ov.Core;
using Ov.Core.Guarding;
using Ov.Core.Watching;

namespace Ov.Tests.House;

/// <summary>
/// What holds between those who coordinate and those who work: each row names where it is enforced and the test that shows it, and fails
/// when one of them goes away.
/// </summary>
public sealed class CoordinationTests
{
    private static readonly string[] Failures =
    [
        "HIERARCHY_BYPASS hierarchy", "SPEC_WRITING spec-writing", "CODE_MODIFICATION coordinate-only", "UNNECESSARY_SPAWN unnecessary-spawn", "OVERLAPPING_FILE_AREAS scope-overlap",
        "PREMATURE_MERGE premature-merge", "PREMATURE_ISSUE_CLOSE premature-close", "SILENT_ESCALATION_DROP silent-escalation-drop", "ORPHANED_AGENTS orphaned-agents",
        "SCOPE_EXPLOSION scope-explosion", "INCOMPLETE_BATCH incomplete-batch",
    ];

    [Theory]
    [InlineData("a coordinator starts leads only, a lead workers", "Agents/Roles.cs", "RolesTests.Who_may_start_whom")]
    [InlineData("a sling makes worktree, branch, agent and overlay", "Agents/Slinger.cs", "SlingTests.A_slung_worker_commits_in_its_own_worktree_and_reports")]
    [InlineData("each mail type holds its own fields", "Mail/PayloadTable.cs", "MailPayloadTests.What_a_type_may_hold_is_accepted")]
    [InlineData("an answer echoes the correlation id", "Mail/MailReplier.cs", "CoordinatorTests.Ask_waits_for_the_answer_in_the_thread_and_the_answer_carries_the_question_s_id")]
    [InlineData("an answer to mail without one carries none", "Mail/MailReplier.cs", "MailThreadTests.An_answer_carries_the_correlation_id_of_what_it_answers_and_none_where_there_was_none")]
    [InlineData("a status report has four lines", "Coordinating/StatusLines.cs", "StatusLinesTests.They_name_leads_landed_tasks_blockers_and_what_comes_next")]
    [InlineData("what the operator wrote and nobody answered is overdue", "Mail/OverdueMail.cs", "EscalationTests.What_the_operator_wrote_and_nobody_answered_is_overdue_in_status_and_in_the_list")]
    [InlineData("a group closes with its last task", "Groups/GroupCloser.cs", "GroupTests.A_group_closes_in_the_transaction_of_its_last_task_and_tells_its_maker_once")]
    [InlineData("a branch lands on the word of its lead", "Merging/MergeAuthority.cs", "AdmissionTests.A_lead_brings_its_workers_branch_and_a_stranger_does_not")]
    [InlineData("a landing can be rehearsed first", "Merging/MergeAuthority.cs", "DryRunTests.Every_command_that_changes_anything_answers_a_dry_run_and_changes_nothing")]
    [InlineData("a task is closed by its landing", "Tasks/TaskCloser.cs", "TaskEndTests.A_task_with_unlanded_work_is_closed_only_with_a_reason")]
    [InlineData("HIERARCHY_BYPASS", "Agents/Roles.cs", "CoordinatorTests.A_coordinator_rests_until_mail_comes_then_starts_leads_only_and_touches_no_checkout")]
    [InlineData("SPEC_WRITING", "Notes/NoteRights.cs", "NoteRightsTests.Who_coordinates_writes_no_specs")]
    [InlineData("CODE_MODIFICATION", "Guarding/GuardRules.cs", "CorpusTests.Every_case_has_its_verdict")]
    [InlineData("UNNECESSARY_SPAWN", "Agents/SlingDecision.cs", "SlingDecisionTests.A_part_of_a_task_is_handed_out_by_who_works_on_the_whole_unless_the_operator_steps_in")]
    [InlineData("OVERLAPPING_FILE_AREAS", "Agents/SlingDecision.cs", "SlingDecisionTests.A_lead_s_own_scope_covers_what_it_hands_out_and_binds_everybody_else")]
    [InlineData("PREMATURE_MERGE", "Merging/MergeAuthority.cs", "AdmissionTests.The_table_of_authority")]
    [InlineData("PREMATURE_ISSUE_CLOSE", "Tasks/TaskCloser.cs", "TaskEndTests.A_task_with_unlanded_work_is_closed_only_with_a_reason")]
    [InlineData("SILENT_ESCALATION_DROP", "Watching/SilentEscalations.cs", "EscalationTests.One_that_its_reader_lets_lie_goes_one_higher_once")]
    [InlineData("ORPHANED_AGENTS", "Watching/StatusNeeds.cs", "EscalationTests.A_lead_that_a_coordinator_started_on_a_task_of_no_group_is_named_until_it_is_in_one")]
    [InlineData("SCOPE_EXPLOSION", "Agents/SlingDecision.cs", "SlingDecisionTests.A_coordinator_follows_as_many_leads_as_it_may_and_no_more")]
    [InlineData("INCOMPLETE_BATCH", "Runs/RunCompleter.cs", "RunEndTests.A_run_with_live_agents_or_unfinished_tasks_does_not_complete_and_they_are_named")]
    [InlineData("escalations go by severity", "Mail/Escalation.cs", "EscalationTests.It_is_as_pressing_as_it_is_bad_and_a_critical_one_reaches_the_operator_too")]
    [InlineData("a critical one holds its area", "Mail/AreaHold.cs", "CoordinatorTests.A_critical_escalation_stops_dispatch_in_its_area_only_and_a_person_s_answer_starts_it_again")]
    [InlineData("all agents are done when their work has landed", "Coordinating/CompletionTriggers.cs", "CoordinatorTests.All_agents_are_done_only_when_their_work_has_landed")]
    [InlineData("all that is enabled must be met, and something must be enabled", "Coordinating/CompletionTriggers.cs", "CompletionTriggersTests.With_nothing_enabled_it_never_ends_although_all_is_done")]
    [InlineData("a complete coordinator ends with a final status", "Watching/FinishedCoordinators.cs", "CoordinatorTests.A_coordinator_at_rest_whose_triggers_are_met_is_ended_its_run_completed_and_the_operator_told_in_four_lines")]
    [InlineData("a checkpoint is told to the next incarnation", "Runtimes/OverlayFacts.cs", "CoordinatorTests.A_checkpoint_is_told_to_the_next_incarnation_and_by_prime")]
    [InlineData("what is seen counts before what is recorded", "Agents/AgentStatus.cs", "AgentStatusTests.What_is_seen_follows_from_the_evidence_and_says_how_sure_it_is")]
    [InlineData("lessons are recorded, searched and told", "Lessons/LessonBrief.cs", "LessonBriefTests.An_agent_is_told_what_fits_its_files_or_shares_words_with_its_task_and_nothing_else")]
    [InlineData("a coordinator works beside the user's checkout", "Coordinating/CoordinatorStarter.cs", "CoordinatorTests.A_coordinator_rests_until_mail_comes_then_starts_leads_only_and_touches_no_checkout")]
    [InlineData("nudges, stops and cleaning", "Agents/AgentNudger.cs", "HostTests.A_nudge_is_mail_and_a_bell_and_never_a_second_process")]
    [InlineData("a nudge counts once in a while, unless it is forced", "Agents/AgentNudger.cs", "AgentNudgerTests.A_second_nudge_at_once_is_none_unless_it_is_forced")]
    [InlineData("a role of the project's own has text, model and budget", "Agents/Roles.cs", "CoordinatorTests.A_role_of_the_project_s_own_has_its_text_its_model_and_its_budget_of_turns")]
    [InlineData("a role of the project's own starts whom its list names", "Agents/Roles.cs", "RolesTests.The_configuration_changes_a_role_and_adds_new_ones")]
    [InlineData("a role of the project's own is held to its tools, or said not to be", "Agents/Roles.cs", "RoleToolsTests.Who_is_started_where_the_list_binds_nothing_is_warned_and_told_what_does")]
    [InlineData("an update refreshes role texts that nobody edited", "RoleTexts/RoleTextFiles.cs", "RoleTextFilesTests.A_text_as_another_version_wrote_it_is_replaced_and_told_apart_in_every_clone")]
    [InlineData("after a restart of the machine the work goes on in its session", "Watching/DeadAgents.cs", "TurnEngineTests.After_a_restart_of_the_machine_the_host_is_dead_and_who_follows_goes_on_in_its_session")]
    [InlineData("nobody polls: mail wakes", "Agents/AgentHost.cs", "HostTests.Mail_wakes_an_idle_agent_and_what_it_was_shown_is_read")]
    [InlineData("a lead that waits is waiting, not done", "Agents/HostTurnOutcome.cs", "HostTests.A_lead_that_waits_for_its_children_is_waiting_not_completed")]
    public void A_rule_of_coordination_is_kept_by_code_and_shown_by_a_test(string rule, string file, string test)
    {
        Assert.True(File.Exists(Path.Combine(SourceTree.Root, "src", "Ov.Core", file)), $"{rule}: {file} is gone.");
        Assert.True(SourceTree.Tests.Contains(test), $"{rule}: the test {test} is gone.");
    }

    [Fact]
    public void Every_failure_with_a_name_has_its_own_code_in_the_program_and_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "coordination.md"));
        var known = ErrorCode.All.Select(code => code.Name).Concat(GuardRules.All.Select(rule => rule.Id)).Append(SilentEscalations.Code).Append(StatusNeeds.OrphanedAgents).ToHashSet();
        foreach (var pair in Failures.Select(failure => failure.Split(' ')))
        {
            Assert.Contains(pair[1], known);
            Assert.Contains($"| `{pair[0]}` | `{pair[1]}` |", page);
        }

        Assert.Equal(Failures.Length, Failures.Select(failure => failure.Split(' ')[1]).Distinct().Count());
    }
}

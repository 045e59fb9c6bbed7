namespace Ov.Tests.House;

public sealed partial class ContractTests
{
    private static readonly (string Promise, string Tests)[] Shape =
    [
        ("Nobody needs to name a run to begin: sling with descriptions makes tasks in the default run and starts agents on them.",
            "SlingTests.Results_come_in_the_order_of_the_arguments_and_a_refusal_stops_nobody RunStartTests.Racing_first_tasks_share_one_run_and_one_branch"),
        ("The day's six commands carry a newcomer; ov help shows these and a few more.", "CommandSnapshots.The_program_itself ReadmeTourTests.The_tour_prints_what_the_README_shows"),
        ("Overstory's command lines run unchanged or are rewritten by a stated rule.", "FromOverstoryTests.The_table_of_command_lines_is_the_one_of_the_rules"),
        ("ov <noun> <verb>, singular nouns.", "GlobalOptionTests.Nouns_are_singular"),
        ("ov show finds anything by id or name.", "ShowTests.Everything_is_found_by_its_id_a_prefix_and_what_people_call_it ShowTests.What_several_things_are_called_lists_them"),
        ("Global options stand before or after the command.", "GlobalOptionTests.Every_global_option_may_stand_before_or_after_any_command"),
        ("-v alone prints the version.", "GlobalOptionTests.The_short_forms_are_C_q_and_y_and_v_alone_is_the_version"),
        ("--dry-run where the command changes anything; it changes nothing.",
            "DryRunTests.Every_command_that_changes_anything_answers_a_dry_run_and_changes_nothing DryRunTests.A_dry_run_is_refused_by_the_same_guards_and_says_in_text_that_nothing_was_changed"),
        ("An id argument takes the id, a unique prefix of its random part, a name, or for tasks the number within the run.",
            "IdArgumentTests.Each_noun_takes_an_id_a_prefix_or_a_name TaskArgumentTests.A_task_is_its_id_a_unique_prefix_of_the_random_part_or_its_number_in_the_run TaskArgumentTests.A_prefix_that_fits_several_names_them"),
        ("Unknown command, option, agent, task or branch: the error names the nearest one.",
            "NearestNameTests.A_mistyped_name_is_answered_with_the_nearest MistypedThingTests.An_unknown_command_option_agent_task_branch_run_or_group_is_answered_with_the_nearest CommandTreeTests.A_mistyped_option_is_never_taken_for_an_argument"),
        ("Project: --project, else the repository of the working directory, else OVERSTORY_PROJECT_ROOT; a disagreement warns.",
            "ProjectSelectionTests.Named_beats_the_folders_own_which_beats_the_variable_and_a_disagreement_warns_once"),
        ("Every linked worktree leads to the same project, found without a subprocess.",
            "ProjectSelectionTests.Every_linked_worktree_leads_to_the_same_project RepositoryTests.A_linked_worktree_leads_to_the_shared_git_folder_as_git_says RepositoryTests.Bare_repositories_symbolic_links_and_moved_git_folders_are_understood"),
        ("Run: --run, else the calling agent's, else the only active one, else the one whose target is checked out.",
            "RunSelectionTests.Named_beats_the_agents_own_which_beats_the_only_active_one_which_beats_the_checked_out_target"),
        ("Several candidates: exit 2 naming them.", "RunSelectionTests.Several_that_fit_are_named_and_nothing_is_guessed"),
        ("For task add and sling a new run-1.", "RunStartTests.Racing_first_tasks_share_one_run_and_one_branch TaskRaceTests.First_tasks_added_by_many_processes_share_one_run_and_are_numbered_without_a_gap"),
        ("A run is bound to its target, never to HEAD.", "RunStartTests.On_another_branch_the_run_lands_there_and_stays_there_when_the_checkout_moves_on"),
        ("Target: --target, else the checked-out branch when it is neither the default nor protected, else a new branch ov/<run>.",
            "RunStartTests.On_the_default_branch_a_run_gets_a_branch_of_its_own_cut_from_it_and_no_checkout_moves RunStartTests.A_protected_branch_is_not_landed_on_unless_it_is_named RunStartTests.A_detached_head_gets_a_branch_cut_from_its_commit"),
        ("The default branch is a target only when named.", "RunTargetTests.Work_never_lands_on_the_default_or_a_protected_branch_that_was_not_named AdmissionTests.Another_target_is_the_operators_choice_and_a_protected_one_has_to_be_named"),
        ("ov run deliver --land or --pr brings ov/<run> home.",
            "DeliveryTests.A_run_lands_at_home_once_by_the_way_of_every_merge_and_can_be_undone PullRequestTests.The_branch_is_pushed_and_a_request_made_once_and_then_found_again PullRequestTests.Without_such_a_program_nothing_is_pushed_and_the_commands_to_type_are_named"),
    ];

    private static readonly (string Promise, string Tests)[] Streams =
    [
        ("With --json, stdout holds exactly one JSON document and nothing else; errors too, with one line on stderr.",
            "JsonAnswerTests.Every_example_answers_with_one_document_in_an_empty_project JsonAnswerTests.Outside_a_project_too_and_with_the_option_in_front "
            + "JsonAnswerTests.What_the_parser_refuses_is_a_document_as_well JsonAnswerTests.A_noun_without_its_verb_and_a_mistyped_word_are_documents_too JsonAnswerTests.Help_itself_is_a_document_too"),
        ("No terminal: a needed confirmation fails with the flag that would answer it (exit 6).",
            "MergingSnapshots.Worktrees_are_listed_and_go_when_their_work_is_safe"),
        ("No colour without a terminal or against NO_COLOR; CLICOLOR_FORCE and COLUMNS are honoured.", "StreamTests.Forced_colour_paints_marks_and_nothing_else_differs ConsolesTests.The_first_that_speaks_decides_about_colour TerminalTests.Status_and_lists_fit_the_terminal"),
        ("A question is asked on a terminal only.", "TerminalTests.A_question_is_asked_on_a_terminal_only_and_no_means_no"),
        ("A broken pipe ends quietly.", "StreamTests.A_reader_that_goes_away_ends_the_command_quietly MailDeliveryTests.A_reader_of_the_output_that_went_away_leaves_the_mail_unread_and_ends_quietly"),
        ("Ctrl-C leaves a consistent ledger.",
            "SlingSetupTests.A_sling_that_is_interrupted_leaves_nothing_behind GateTests.An_interrupted_merge_is_queued_again_and_its_gate_is_ended MailThreadTests.An_interrupted_question_stays_open_and_the_asker_works_again"),
        ("The envelope: success, command, schemaVersion, then the fields; error, code, hint, retryable, then facts.",
            "SchemaTests.Every_json_snapshot_fits_the_schema_of_its_command SchemaTests.A_document_that_does_not_fit_is_noticed CommandTreeTests.Every_command_says_what_its_json_holds"),
        ("camelCase; times UTC with milliseconds and Z; durations ...Ms; money ...Usd; ids are strings; lists are never null.",
            "SchemaTests.Times_ids_and_lists_keep_the_contracts_form_in_every_schema SchemaTests.A_time_that_is_not_utc_with_milliseconds_is_noticed"),
        ("A published field is never renamed or retyped within a schemaVersion.", "SchemaTests.The_published_schema_of_each_command_is_the_one_kept_here"),
        ("Commands on several things return results in argument order; exit 9 goes with success false and results.",
            "SlingTests.Results_come_in_the_order_of_the_arguments_and_a_refusal_stops_nobody StopTests.All_stops_everybody_and_one_unknown_name_stops_nobody_else_from_being_stopped"),
        ("With --follow and --json one document a line, and nothing else.", "FeedFollowTests.Each_thing_that_happens_is_one_json_document_on_a_line_until_the_interrupt"),
        ("Empty lists are documents with an empty list.", "TaskRaceTests.Empty_listings_are_one_json_document_with_an_empty_list"),
    ];

    private static readonly (string Promise, string Tests)[] Exits =
    [
        ("Each code keeps its exit status.", "CommandTreeTests.Every_error_code_keeps_its_exit_status"),
        ("Codes are kebab-case words, listed by ov help errors.", "ErrorCodeTests.Every_code_is_listed_once_and_is_a_kebab_case_word CommandTreeTests.Help_errors_lists_every_code_with_its_exit_status"),
        ("Each code is said by the program and asked for by a test.", "ErrorCodeTests.Every_code_is_said_somewhere_and_asked_for_by_a_test"),
        ("1: tried, did not work.", "GateTests.A_red_gate_rejects_and_sends_the_task_back_with_the_end_of_the_output WaitTests.A_run_is_done_when_its_tasks_are_and_a_bad_end_is_not_exit_zero"),
        ("2: ambiguous run, invalid config where the command needs it.", "RunSelectionTests.Several_that_fit_are_named_and_nothing_is_guessed ConfigValueTests.One_wrong_value_disables_nothing_else ConfigLayerTests.Nothing_is_read_before_somebody_asks"),
        ("4: refused by a rule.", "TaskRightsTests.Who_may_do_what RolesTests.Who_may_start_whom"),
        ("5: lost a race, or merge conflict.", "TaskRaceTests.Of_many_processes_exactly_one_gets_each_task_and_the_others_are_told_who_has_it MergerTests.A_conflict_is_set_aside_with_its_files_and_the_queue_goes_on"),
        ("8: a limit.", "SlingTests.Of_fifty_racing_slings_exactly_as_many_start_as_the_ceiling_allows SlingDecisionTests.The_depth_has_a_limit"),
        ("75: busy.", "LandingTests.A_second_merger_that_may_not_wait_says_who_holds_the_target"),
        ("124: a wait timed out.", "WaitTests.What_is_true_already_returns_at_once_and_what_never_comes_times_out MailDeliveryTests.A_question_times_out_with_its_own_status_and_stays_open"),
        ("130, 143: interrupted, terminated.", "InterruptTests.What_waits_ends_at_once TerminalTests.Ctrl_c_on_a_terminal_ends_a_wait_with_130"),
        ("Hook commands exit 0 with empty stdout and one line on stderr on any failure of ours, and say nothing outside a project.",
            "HookTests.Our_own_trouble_is_one_line_on_stderr HookTests.Outside_a_project_nothing_is_said"),
    ];

    private static readonly (string Promise, string Tests)[] Identity =
    [
        ("Role, parent, depth and run come from the agent's row, never from the environment or options.",
            "CallerTests.What_an_agent_is_comes_from_its_row_and_from_no_variable SlingDecisionTests.The_depth_the_parent_and_the_run_come_from_the_rows"),
        ("A contradicting --parent or --depth is exit 4 identity.", "SlingTests.An_agent_s_own_sling_makes_children_and_no_option_changes_that"),
        ("Speaking as an agent needs its secret.", "CallerTests.An_agent_is_who_it_says_when_it_holds_the_secret CallerTests.A_name_without_its_secret_is_refused CallerTests.The_secret_of_one_agent_does_not_open_another"),
        ("The secret is in the environment and in a 0600 file in the worktree's private git folder, found from the working directory.",
            "SlingTests.An_agent_gets_the_environment_of_the_contract_and_nothing_of_the_operator_s_power CallerTests.The_secret_is_found_from_the_working_directory_of_the_agents_worktree"),
        ("Only its hash is stored.", "ShowTests.A_secret_is_never_shown RandomTextTests.A_secret_has_two_hex_digits_a_byte_and_is_another_each_time"),
        ("A stopped, replaced or fenced incarnation's secret stops working at once.",
            "CallerTests.A_stopped_incarnation_is_fenced_at_once HostTests.The_secret_of_a_replaced_incarnation_stops_working TaskRightsTests.An_incarnation_that_ended_after_it_proved_itself_changes_nothing_more"),
        ("Operator: no agent identity, plus a terminal or an operator token.", "CallerTests.An_operator_token_makes_the_operator_and_a_false_one_is_refused OperatorTokenTests.A_revoked_token_stops_working_at_once_and_its_name_is_free_again"),
        ("An agent CLI's marker, a host among the ancestors or an agent's worktree makes a caller unidentified without the token.",
            "CallerTests.A_terminal_inside_an_agents_session_is_not_the_operator CallerTests.A_terminal_in_an_agents_worktree_is_not_the_operator_but_one_with_a_token_is ProcessTreeTests.Below_an_agents_host_a_process_knows_it_whatever_its_own_environment_says"),
        ("The unidentified may work as the run's desk.", "DeskTests.The_desk_reads_everything_and_adds_slings_nudges_stops_and_mails AdmissionTests.The_table_of_authority"),
        ("They may not force, confirm destructive plans, change trust or tokens.",
            "DeskTests.The_desk_decides_nothing_forces_nothing_and_touches_no_trust_and_no_token_and_nothing_is_changed UndoTests.Neither_the_desk_nor_an_agent_undoes TrustStoreTests.Nobody_but_the_operator_approves"),
        ("operator is a reserved name; orchestrator is its alias while no agent bears it.",
            "CallerTests.The_name_of_the_operator_is_no_agents_and_orchestrator_is_its_alias_while_no_agent_bears_it NamesTests.A_name_that_is_no_name_is_refused"),
        ("This guards against mistakes, not against a hostile process of the same user; the docs say so.", "ContractTests.The_docs_say_what_a_secret_does_not_guard_against"),
    ];

    private static readonly (string Promise, string Tests)[] Surroundings =
    [
        ("The environment given to agents, our own ov first on PATH.", "SlingTests.An_agent_gets_the_environment_of_the_contract_and_nothing_of_the_operator_s_power"),
        ("init and doctor name other programs called ov.", "OtherProgramTests.Init_and_the_doctor_name_other_programs_called_ov_and_run_none_of_them"),
        ("config.yaml < config.local.yaml < OV_CONFIG__SECTION__KEY.", "ConfigLayerTests.Local_beats_shared_and_a_variable_beats_both_each_with_its_origin"),
        ("Variables are ignored for agent callers.", "ConfigLayerTests.An_agents_variables_do_not_count"),
        ("Overstory's keys are read as they are.", "ConfigLayerTests.Overstorys_names_are_read_and_ours_win_within_a_layer_only ConfigLayerTests.A_config_as_overstory_writes_it_is_read_without_a_word"),
        ("Unknown key: a warning with the nearest.", "ConfigLayerTests.An_unknown_key_is_a_warning_with_the_nearest_known_one"),
        ("Wrong type or range: file, line, key, allowed values.", "ConfigValueTests.A_wrong_value_is_refused_with_its_line_and_what_is_allowed"),
        ("Commands in a repository's config run only after the operator approved exactly that text once on this machine, or with --trust.",
            "TrustStoreTests.Exactly_the_approved_text_of_that_project_and_purpose_is_trusted TrustStoreTests.A_command_without_approval_is_refused_with_its_text GateTests.Gates_that_were_not_approved_do_not_run_and_only_the_operator_approves"),
        ("Approvals lie in the user's own config folder.", "TrustStoreTests.The_users_config_folder_is_followed_and_without_any_nothing_is_trusted TrustStoreTests.Approvals_are_the_owners_alone_and_can_be_read"),
        ("Policy is read from the project root, never from the tree being merged.", "GateTests.A_branch_does_not_change_the_gates_that_it_has_to_pass"),
        ("In CI policy is read from the base ref.", "PipelineTests.What_a_fork_changes_in_gates_setup_hooks_local_settings_or_tools_never_runs PipelineTests.Only_the_operator_chooses_another_policy"),
        ("A gate given as a string runs through sh -c, as a list directly.", "ConfigCommandTests.A_gate_given_as_text_runs_through_the_shell_and_as_a_list_directly"),
    ];

    private static readonly (string Promise, string Tests)[] States =
    [
        ("Task: the listed transitions only.", "TaskTransitionTests.Exactly_the_contracts_transitions_are_possible TaskTransitionTests.The_store_refuses_every_other_transition_and_changes_nothing"),
        ("Task: in_progress to pending when its agent died; to completed by its owner with guards.",
            "TickTests.An_agent_whose_host_is_gone_becomes_a_zombie_and_its_task_and_mail_go_on TaskDoneTests.Only_the_holder_reports_and_only_once TaskDoneTests.Uncommitted_changes_are_refused_and_named"),
        ("Task: completed to closed when landed, or when no change is confirmed; sent back by a conflict.",
            "MergerTests.A_clean_branch_lands_as_a_merge_commit_of_two_parents_and_closes_its_task TaskDoneTests.No_changes_needs_a_reason_and_an_empty_branch_and_is_closed_by_whoever_confirms_it TaskDoneTests.What_is_sent_back_goes_to_its_owner_or_waits_for_the_next"),
        ("Task: closed to pending by undo, or by the operator.", "UndoTests.The_target_goes_back_and_the_task_is_open_again TaskEndTests.Only_the_operator_reopens_what_was_closed"),
        ("Task: in_progress to blocked by its owner; blocked or failed to pending by the operator or its lead.",
            "TaskClaimTests.A_blocked_task_tells_whoever_can_help_and_waits_until_it_is_opened_again TaskRightsTests.Who_may_do_what"),
        ("Task: in_progress to failed when its agent's turns fail or end without a report.",
            "HostTests.Turns_that_keep_failing_fail_the_agent_and_its_parent_is_told_once TurnEngineTests.An_agent_that_never_reports_fails_as_no_completion_with_its_work_kept"),
        ("Task: any but closed to canceled; work kept.", "TaskEndTests.A_canceled_task_keeps_its_work_leaves_the_queue_and_tells_its_holder"),
        ("Agent: the listed transitions only; terminal states never revive.", "AgentTransitionTests.Exactly_the_contracts_transitions_are_possible_and_no_end_is_left_again AgentTransitionTests.The_store_refuses_every_other_transition_and_changes_nothing"),
        ("Agent: a new start is a new incarnation.", "AgentTransitionTests.A_name_that_is_used_again_is_the_next_incarnation_and_the_ended_one_stays_ended"),
        ("Message: the listed transitions only.", "MailStateTests.A_message_becomes_only_what_may_follow_its_state MailClaimTests.What_was_acknowledged_cannot_come_back"),
        ("Message: delivered to queued when its claimer died, attempt + 1; queued to dead, sender told.",
            "MailClaimTests.A_dead_claimers_mail_goes_back_once_and_a_living_ones_never MailClaimTests.A_released_message_keeps_its_place_and_counts_an_attempt MailHandoverTests.When_the_run_is_over_and_nobody_is_left_mail_is_dead"),
        ("Merge: the listed transitions only.", "MergeTransitionTests.Exactly_the_contracts_transitions_are_possible MergeTransitionTests.The_store_refuses_every_other_transition_and_changes_nothing"),
        ("Run: the listed transitions only.", "RunTransitionTests.Exactly_the_contracts_transitions_are_possible RunTransitionTests.The_store_refuses_every_other_transition_and_changes_nothing"),
        ("Run: active to completed, failed or aborted; completed to active by reopen.",
            "RunEndTests.A_run_fails_by_somebodys_word_once_every_task_has_ended_and_one_of_them_failed RunEndTests.A_completed_run_is_opened_again_and_goes_on_where_it_ended RunEndTests.A_run_with_live_agents_or_unfinished_tasks_does_not_complete_and_they_are_named RunEndTests.An_aborted_run_cancels_what_is_unfinished_and_keeps_the_work"),
        ("mail send --type worker_done is task done, merge_ready is enqueue: same service, guards and transaction.", "MailDeedTests.A_report_by_mail_completes_the_task_and_ready_by_mail_queues_its_branch MailDeedTests.A_report_that_the_guards_refuse_sends_nothing"),
        ("merge_ready counts from the lead that owns the parent task, from the worker itself when the operator slung it, or from the operator.", "AdmissionTests.The_table_of_authority AdmissionTests.A_lead_brings_its_workers_branch_and_a_stranger_does_not"),
    ];

    private static readonly (string Promise, string Tests)[] Names =
    [
        ("Ids: kind and 8 random base32 characters.", "RandomTextTests.Words_do_not_repeat_and_use_every_letter_of_the_alphabet"),
        ("Tasks have a number per run.", "TaskAddTests.Each_run_counts_from_one TaskAddTests.Numbers_only_ever_go_up_whoever_adds_at_the_same_time TaskAddTests.The_number_of_a_canceled_task_is_not_used_again"),
        ("Agent names are unique among live agents, compared without case.", "NamesTests.Names_are_compared_without_case_and_automatic_ones_avoid_the_living SlingTests.Of_slings_racing_for_one_name_one_wins"),
        ("Branch: overstory/<agent>/<task number>-<slug>.", "NamesTests.A_branch_is_named_by_number_and_the_first_words_of_the_title"),
        ("ov --version prints version, commit, build kind, SQLite engine and ledger schema.", "ProgramTests.The_program_starts_in_an_empty_environment_and_prints_its_version"),
        ("An update lets running hosts finish their turn and hands over.",
            "HostUpdateTests.After_its_turn_a_host_becomes_the_new_program_and_its_mail_goes_on HostUpdateTests.What_lies_there_and_does_not_run_is_left_alone_until_it_does "
            + "HostUpdateTests.A_turn_ends_though_a_newer_program_has_taken_the_ledger_over_and_its_mail_comes_again"),
        ("The ledger migrates forward inside a transaction after a copy.", "MigrationTests.Every_row_of_an_older_ledger_is_still_there_and_so_is_a_copy_of_the_older_one MigrationTests.A_migration_that_fails_leaves_the_older_ledger_and_no_copies_in_a_heap"),
        ("An older binary refuses a newer ledger.", "LedgerTests.A_newer_ledger_is_refused_and_left_alone"),
        ("OV_TEST_CLOCK and OV_TEST_IDS work only on a ledger made by init --test.", "LedgerTests.The_test_clock_works_on_a_test_ledger_only"),
    ];
}

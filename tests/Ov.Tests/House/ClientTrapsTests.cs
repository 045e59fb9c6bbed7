namespace Ov.Tests.House;

/// <summary>
/// What was observed of the coding agents' own programs and would trip whoever drives them: each row names the test that shows it does not
/// trip ov, and fails when that test goes away. Classes of stories and terminals run the real programs.
/// </summary>
public sealed class ClientTrapsTests
{
    [Theory]
    // Starting one.
    [InlineData("versions stand among other words, on either stream", "RuntimeVersionTests.A_version_is_found_whatever_stands_around_it")]
    [InlineData("flags go away with a new version", "HelpFlagsTests.A_flag_that_the_help_does_not_name_is_told")]
    [InlineData("codex has no --full-auto any more", "CodexTests.On_a_screen_it_has_no_background_server_and_its_hooks_are_arguments_that_need_no_review")]
    [InlineData("an input that stays open is waited for without end", "CodexTests.The_prompt_is_standard_input_and_a_session_is_resumed")]
    [InlineData("opencode puts quotes around a prompt that is an argument", "OpenCodeStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("claude refuses its bypass to root, and its default mode asks a server", "ClaudeTests.Its_mode_is_never_its_default_nor_a_bypass_that_nobody_asked_for")]
    [InlineData("claude prints a stream only with --verbose", "ClaudeTests.Its_mode_is_never_its_default_nor_a_bypass_that_nobody_asked_for")]
    [InlineData("claude keeps the system prompt of a session's first request", "InheritTests.A_builder_knows_what_its_lead_knew_and_counts_only_its_own_tokens")]
    [InlineData("each reads other instruction files, and some of them the project's own", "SlingTests.Nothing_of_ours_can_be_committed_with_git_add")]
    [InlineData("gemini takes a role only in place of its own prompt", "GeminiStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("gemini counts its trusting argument too late for settings of the folder", "GeminiTests.Guard_and_server_are_settings_of_the_worktree_which_count_because_it_is_trusted")]
    [InlineData("gemini hides the user's git settings from its shell", "GeminiTests.The_users_git_settings_are_included_and_pushes_refused")]
    [InlineData("codex works on code alone with newer models", "CodexStoryTests.Models_that_only_write_code_work_too")]
    // Sessions.
    [InlineData("a later turn goes on in the session", "StoryTests.The_next_turn_goes_on_in_its_session_reads_the_answer_and_counts_only_its_own_tokens")]
    [InlineData("claude has no such session", "ClaudeTests.A_failure_is_told_although_the_last_line_says_success")]
    [InlineData("codex has no such thread", "CodexStoryTests.A_thread_that_is_gone_is_begun_anew")]
    [InlineData("opencode has no such session", "OpenCodeTests.A_session_that_is_gone_is_told_apart_and_so_is_an_end_without_an_answer")]
    [InlineData("pi asks about a session of another folder and then exits with 0", "PiTests.A_session_that_is_gone_or_belongs_to_another_folder_is_lost")]
    [InlineData("gemini has no such session, or one of another folder", "GeminiTests.An_end_without_a_result_is_judged_by_its_status")]
    [InlineData("copilot has no such session", "CopilotTests.An_end_without_a_result_is_judged_by_its_last_words")]
    // Counts.
    [InlineData("claude's messages carry the counts of their beginning, and totals go on from earlier turns", "ClaudeTests.A_turn_is_told_in_our_own_words_and_only_its_last_line_counts")]
    [InlineData("codex counts the whole thread, and cached tokens as input", "CodexTests.A_recorded_turn_is_told_in_our_own_words")]
    [InlineData("opencode has no last line, and does not count titles", "OpenCodeTests.A_recorded_turn_is_told_in_our_own_words")]
    [InlineData("pi tells each message again at the end", "PiTests.A_recorded_turn_is_told_in_our_own_words_and_each_message_is_counted_once")]
    [InlineData("gemini counts cached tokens as input, by model", "GeminiTests.A_recorded_turn_is_told_in_our_own_words")]
    [InlineData("copilot's tokens are in a file of their own, of the whole session", "CopilotTests.A_recorded_turn_is_told_in_our_own_words")]
    // Streams and ends.
    [InlineData("claude says success on an error", "ClaudeTests.A_failure_is_told_although_the_last_line_says_success")]
    [InlineData("claude's keys have no order, and hooks come before the first line", "ClaudeTests.A_turn_is_told_in_our_own_words_and_only_its_last_line_counts")]
    [InlineData("codex calls a warning an error, and numbers items anew", "CodexTests.Items_of_two_turns_have_different_ids_although_they_are_numbered_anew")]
    [InlineData("codex's warnings end no turn", "CodexTests.A_warning_is_no_failure_and_an_unknown_line_is_kept")]
    [InlineData("pi exits with 0 on an error", "PiTests.A_request_that_failed_is_a_failure_although_the_status_is_0")]
    [InlineData("gemini exits with the rest of an HTTP status", "GeminiTests.An_end_without_a_result_is_judged_by_its_status")]
    [InlineData("a refused key is asked with again and again", "StoryTests.A_key_that_is_refused_fails_the_agent_at_once_and_says_so")]
    [InlineData("a rate limit is waited out", "CodexStoryTests.A_rate_limit_is_waited_out")]
    [InlineData("a torn stream", "PiStoryTests.A_rate_limit_and_a_torn_stream_are_waited_out")]
    [InlineData("opencode asks for ever", "TurnLimitTests.A_turn_past_its_time_limit_is_ended_with_everything_it_started")]
    // Questions and screens.
    [InlineData("claude's questions have No as their default", "ClaudeTerminalTests.A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered")]
    [InlineData("codex asks whether a folder is trusted", "CodexTerminalTests.A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered")]
    [InlineData("copilot asks whether a folder is trusted", "CopilotTerminalTests.A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered")]
    [InlineData("gemini asks whether a folder is trusted, codex about hooks and for another model", "ScreenTests.A_question_is_a_person_s_and_named_in_words")]
    [InlineData("gemini's prompt stays while it works", "ScreenTests.A_prompt_is_told_from_work_also_where_it_stays_on_the_screen")]
    [InlineData("words of a question stand in an answer", "ScreenTests.A_question_that_is_only_quoted_in_a_conversation_is_none")]
    [InlineData("codex and gemini take Enter right behind a text as a line break", "TerminalStoryTests.A_builder_works_on_its_screen_takes_an_answer_as_a_paste_and_ends_with_its_task")]
    [InlineData("a paste may hold the end of a paste", "TerminalTests.One_program_takes_the_assignment_and_then_its_mail_as_pasted_blocks_and_ends_with_its_agent")]
    [InlineData("a text typed while one works is taken by each in its own way", "TerminalStoryTests.A_builder_works_on_its_screen_takes_an_answer_as_a_paste_and_ends_with_its_task")]
    [InlineData("no hook of claude tells of Esc", "ClaudeTerminalTests.A_turn_that_a_person_breaks_off_has_ended_and_owes_no_report")]
    [InlineData("opencode forks a session only in its own folder", "InheritTests.A_builder_knows_what_its_lead_knew_and_counts_only_its_own_tokens")]
    [InlineData("keys that leave, and Esc, differ: the whole session is ended instead", "TerminalTests.A_nudge_is_pasted_into_the_running_program_and_stop_ends_all_of_it")]
    [InlineData("codex's background server outlives its screen and hides variables", "CodexTests.On_a_screen_it_has_no_background_server_and_its_hooks_are_arguments_that_need_no_review")]
    [InlineData("variables of the operator reach tools", "TerminalTests.One_program_takes_the_assignment_and_then_its_mail_as_pasted_blocks_and_ends_with_its_agent")]
    // Hooks.
    [InlineData("claude calls another hook for a tool that failed", "ClaudeTests.On_a_screen_its_hooks_tell_all_and_the_guard_begins_a_tool")]
    [InlineData("claude reads the main checkout's own settings in a worktree", "ClaudeStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("codex skips hooks that nobody reviewed, and those of a worktree", "CodexStoryTests.Its_guard_refuses_a_push_and_a_file_outside_the_worktree")]
    [InlineData("codex's patches name files in their text", "GuardPayloadTests.A_patch_names_all_its_files")]
    [InlineData("gemini's answer to a hook has a form of its own", "GuardPayloadTests.A_denial_has_the_runtimes_own_form")]
    [InlineData("gemini reads hooks from files alone, and those of the machine from root", "HiddenFilesTests.It_cannot_be_committed_is_written_anew_and_is_an_ordinary_file_again_once_no_worktree_holds_it")]
    [InlineData("gemini's own policy takes a command as text", "GeminiStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("copilot reads no hooks of a repository that is not trusted", "CopilotStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("opencode fetches packages for a plugin", "OpenCodeTests.Rules_go_in_by_environment_and_leave_nothing_to_be_asked_for")]
    [InlineData("opencode refuses by itself what it would ask", "OpenCodeTests.Rules_go_in_by_environment_and_leave_nothing_to_be_asked_for")]
    [InlineData("pi has no permissions", "PiStoryTests.Its_guard_refuses_a_push_and_a_file_outside_the_worktree")]
    // Tools of a server.
    [InlineData("claude tells of a server's tools only when asked", "McpTests.A_builder_sends_mail_and_reports_its_task_by_mcp")]
    [InlineData("each names a server's tools in its own way", "GeminiStoryTests.A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent")]
    [InlineData("codex withholds variables from a server", "McpWiringTests.The_configuration_wires_them_in_for_one_runtime")]
    [InlineData("gemini withholds variables from a server", "GeminiTests.Guard_and_server_are_settings_of_the_worktree_which_count_because_it_is_trusted")]
    [InlineData("pi takes no server", "McpWiringTests.A_runtime_that_takes_no_server_is_not_started_as_if_it_did_and_a_wrong_word_is_named")]
    [InlineData("codex's sandbox ends what a command leaves behind", "McpTests.A_lead_in_the_sandbox_of_codex_starts_a_builder_that_outlives_its_turn")]
    public void A_trap_of_a_client_has_a_test_that_ov_does_not_step_into_it(string trap, string test) => Assert.True(SourceTree.Tests.Contains(test), $"{trap}: the test {test} is gone.");
}

//! What every store promises behind the traits of `store::Repositories`, whatever keeps it. A store passes by a line in `passed_by!`.

mod accounts;
mod acts;
mod assessments;
mod backchecks;
mod ballots;
mod campaigns;
mod derived;
mod devices;
mod documents;
mod evidence;
mod ground;
mod invitations;
mod made;
mod messages;
mod nonresponses;
mod objections;
mod papers;
mod personal;
mod publications;
mod roles;
mod runs;
mod shares;
mod tokens;
mod transactions;

/// The tests of all promises, for the store that `$open` gives anew to each.
macro_rules! promises {
    ($open:path: $($room:ident::$promise:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                let made = $open();
                crate::$room::$promise(&made.store).await;
            }
        )*
    };
}

macro_rules! passed_by {
    ($($store:ident: $open:path,)*) => {
        $(
            mod $store {
                promises! { $open:
                    transactions::what_fails_is_undone_alone,
                    transactions::a_reader_sees_nothing_before_the_commit,
                    transactions::a_reader_sees_one_state_to_its_end,
                    transactions::a_reader_cannot_write,
                    transactions::a_change_is_told_once_it_is_committed,
                    transactions::what_is_to_be_told_after_the_commit_is_told_in_order_and_of_nothing_undone,
                    ballots::positions_count_the_ballots_of_each_campaign_without_gaps,
                    ballots::a_ballot_comes_back_as_it_was_put,
                    ballots::the_same_ballot_is_kept_once,
                    ballots::of_a_ballot_that_is_erased_number_and_digest_stay,
                    ballots::of_one_id_the_first_is_first,
                    ballots::each_ballot_comes_in_commit_order_with_its_last_review,
                    ballots::the_list_is_the_newest_first_by_any_filter,
                    ballots::reviews_are_appended_to_a_ballot_that_is_there,
                    ballots::campaigns_that_are_not_here_are_told_with_their_first_ballot,
                    ground::what_came_since_comes_in_commit_order_with_what_stood_before,
                    ground::a_point_is_that_of_its_own_campaign,
                    derived::what_stands_moves_on_without_leaving_anything_out,
                    derived::only_what_was_counted_is_taken_back,
                    derived::who_was_made_in_whose_place_is_found_and_dropped,
                    derived::kept_tallies_come_back_with_where_they_stand,
                    derived::the_last_sign_of_life_stays_the_latest,
                    derived::dropping_leaves_the_revisions,
                    derived::a_ballot_may_stand_nowhere_any_more,
                    campaigns::each_import_is_a_generation_and_changes_no_version,
                    campaigns::the_last_closing_decides,
                    documents::papers_of_a_unit_come_back_in_commit_order,
                    assessments::what_is_said_comes_back_by_leaf_in_commit_order,
                    assessments::what_is_said_again_under_its_id_is_known,
                    assessments::phases_extensions_and_steps_count_by_themselves,
                    assessments::what_is_said_counts_by_campaign_and_leaves_no_gap_where_it_failed,
                    assessments::what_is_said_later_comes_alone,
                    assessments::domains_are_given_and_taken_in_commit_order,
                    evidence::a_file_is_that_of_the_unit_that_gave_it,
                    evidence::a_unit_gives_the_same_bytes_once,
                    campaigns::packages_are_kept_by_generation,
                    devices::a_link_is_found_by_its_digest_as_it_now_is,
                    devices::a_tablet_stands_once_for_each_person_as_it_last_told,
                    nonresponses::nonresponses_come_back_the_last_first_and_are_kept_once,
                    nonresponses::nonresponses_are_counted_by_kind_but_those_that_are_doubted,
                    nonresponses::the_last_decision_about_a_nonresponse_stands,
                    invitations::an_invitation_is_found_by_its_digest_as_it_now_is,
                    invitations::invitations_are_counted_by_form_place_and_stage,
                    objections::an_objection_stays_with_its_one_answer_and_what_corrects_it,
                    papers::batches_and_what_was_keyed_come_back_in_commit_order,
                    papers::an_id_is_used_once_and_a_paper_is_done_once,
                    personal::what_tells_who_somebody_is_comes_back_by_id_and_is_kept_once,
                    personal::what_tells_who_somebody_is_goes_one_by_one_and_all,
                    publications::versions_stay_beside_each_other_as_they_were_published,
                    accounts::an_account_is_kept_by_its_name_and_changed_whole,
                    accounts::a_session_is_that_of_an_account_as_it_is_now,
                    accounts::a_session_lasts_longer_but_never_again_once_it_ended,
                    accounts::all_sessions_of_one_account_end_but_the_one_to_keep,
                    accounts::what_was_undone_is_remembered_by_nobody,
                    runs::runs_are_numbered_in_their_campaign_and_come_back_to_the_byte,
                    shares::a_part_of_a_quota_is_kept_as_it_last_was_until_it_is_forgotten,
                    messages::a_message_is_given_and_read_once_by_each_whom_it_is_for,
                    backchecks::a_ballot_is_asked_again_once_and_stands_as_it_was_last_kept,
                    backchecks::only_valid_ballots_that_an_interviewer_asked_for_are_asked_again,
                    roles::a_role_is_held_once_and_told_in_order,
                    roles::only_the_very_role_is_taken,
                    roles::a_holder_is_who_may_sign_in_and_holds_it_for_every_campaign,
                    roles::assigned_places_are_those_of_interviewers_in_one_campaign,
                    roles::a_role_that_was_read_is_not_remembered_past_a_change,
                    tokens::a_token_is_found_by_its_name_and_by_its_digest,
                    tokens::a_name_and_a_digest_are_of_one_token_for_all_time,
                    tokens::a_token_is_revoked_once_and_alone,
                    acts::acts_are_numbered_in_commit_order_and_come_back_as_they_were_written,
                    acts::the_log_is_asked_by_any_filter_a_page_at_a_time,
                    acts::acts_of_many_writers_have_no_gaps,
                }
            }
        )*
    };
}

passed_by! {
    sqlite: crate::made::sqlite,
}

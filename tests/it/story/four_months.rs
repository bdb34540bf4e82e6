//! One patient, three dosing sessions, four months: 10 March to 10 July, in Lisbon.

use super::{agreeing, answering, beginning, days, dosing, leaving, meeting, weeks};
use crate::both;

const FATHER: &str = "Father at the door.";
const LETTER: &str = "Letters that I did not send.";

both!(
    three_sessions_over_four_months_from_registering_to_leaving,
    |world| {
        // March: before anything is dosed.
        let ana = world.patient("Ana");
        beginning::she_reads_in_two_languages_what_this_is_and_is_not(&ana);
        beginning::she_words_what_she_hopes_for_and_puts_it_in_other_words(world, &ana);
        beginning::she_names_a_goal_and_a_fear_each_in_its_own_place(&ana);
        beginning::she_names_whom_and_what_has_been_kind(&ana);
        beginning::she_adds_to_what_she_brings(&ana);
        beginning::she_practises_with_the_ground_under_her(world, &ana);
        let story = agreeing::she_links_and_both_write_what_holds(world, ana);
        agreeing::they_meet_to_prepare_and_she_notes_an_evaluation(&story);

        // 31 March: the first session, put off by a week before.
        let first = dosing::a_session_is_planned(&story, "2026-03-24T14:00:00Z");
        dosing::it_is_put_off_and_its_days_move_with_it(&story, &first);
        dosing::before_the_dose_she_says_how_it_is(&story, &first);
        agreeing::both_read_it_again_before_the_dose(&story, &first, 2);
        dosing::the_day_is_silent_and_it_happens(&story, &first, "2026-03-31");
        let shared = days::what_widens_within_a_day_waits(&story);
        days::she_answers_what_is_offered(&story);
        let away = days::one_thing_is_put_away_until_the_next_session(&story, FATHER);
        let whole = days::a_fragment_is_joined_later(&story, &first);
        let prompt = answering::a_prompt_to_come_back_to(&story);
        answering::she_answers_it(&story, &prompt, &first, "2026-04-05", "A stranger.");
        days::each_day_holds_what_was_written_in_it(&story, &first);

        // April: between sessions.
        let packet = meeting::a_packet_is_shared_for_one_appointment(&story, &first, &whole);
        let begins = "2026-04-09T10:00:00Z";
        days::it_comes_back_as_the_next_session_begins(&story, (&away, FATHER), begins);
        meeting::he_reads_it_until_the_appointment_is_over(&story, &packet, &whole);
        meeting::he_notes_for_himself_alone_what_pulled(&story);
        meeting::one_offer_is_taken_and_one_left_unseen(&story);
        agreeing::both_acknowledge_what_has_been_loosened(&story);
        weeks::she_chooses_a_small_step_and_writes_as_it_unfolds(&story);
        let away = days::one_thing_is_put_away_until_the_next_session(&story, LETTER);

        // 12 May and 30 June: the second and the third.
        let second = dosing::a_session_is_planned(&story, "2026-05-12T14:00:00Z");
        agreeing::both_read_it_again_before_the_dose(&story, &second, 3);
        let begins = "2026-05-12T14:00:00Z";
        days::it_comes_back_as_the_next_session_begins(&story, (&away, LETTER), begins);
        dosing::the_day_is_silent_and_it_happens(&story, &second, "2026-05-12");
        answering::she_answers_it(&story, &prompt, &second, "2026-05-17", "A neighbour.");
        answering::she_asks_herself_something_of_her_own(&story);
        weeks::the_weeks_tell_what_fell_into_them(&story, &first);
        weeks::a_calendar_is_made_read_and_revoked(&story);
        let third = dosing::a_session_is_planned(&story, "2026-06-30T14:00:00Z");
        agreeing::both_read_it_again_before_the_dose(&story, &third, 3);
        dosing::the_day_is_silent_and_it_happens(&story, &third, "2026-06-30");
        answering::she_answers_it(&story, &prompt, &third, "2026-07-05", "Somebody I know.");
        answering::the_three_answers_lie_side_by_side(&story, &prompt, &[first, second, third]);

        // 10 July: the end of the link, and everything taken along.
        leaving::the_link_ends_and_what_was_shared_is_handed_over(&story, &shared, &whole);
        leaving::everything_goes_out_and_in_and_out_again(&story);
        leaving::the_other_forms_hold_nothing_of_his(&story);
    }
);

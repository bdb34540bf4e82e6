//! What every text keeps to.

use std::collections::BTreeSet;

use super::lint::{Pressure, lint};
use super::{CONTENT, Exercise, Family, Language, Phase, exercises, notice, prompts};

fn fits(text: &str, most: usize, what: &str) {
    let length = text.chars().count();
    assert!(
        (1..=most).contains(&length),
        "{what}: {length} characters, at most {most}"
    );
    assert_eq!(text.trim(), text, "{what}");
}

fn names_a_requirement(name: &str) -> bool {
    let digits = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    name.strip_prefix('R')
        .is_some_and(|rest| rest.len() == 2 && digits(rest))
        || name.strip_prefix('N').is_some_and(digits)
}

/// Every text that a patient may read, with what it is.
fn texts() -> Vec<(String, &'static str)> {
    let of_prompts = prompts().iter().flat_map(|prompt| {
        [Some(prompt.text.as_str()), prompt.hint.as_deref()]
            .into_iter()
            .flatten()
    });
    let of_exercises = exercises().iter().flat_map(|one| {
        std::iter::once(one.title.as_str()).chain(one.steps.iter().map(|step| step.text.as_str()))
    });
    let notice = std::iter::once(notice().expect("a notice").text.as_str());
    of_prompts
        .map(|text| ("prompt".to_owned(), text))
        .chain(of_exercises.map(|text| ("exercise".to_owned(), text)))
        .chain(notice.map(|text| ("notice".to_owned(), text)))
        .collect()
}

#[test]
fn the_texts_can_be_read() {
    super::check().expect("texts that parse");
}

#[test]
fn there_are_enough_prompts_in_every_phase_and_enough_exercises() {
    assert!(prompts().len() >= 45, "{}", prompts().len());
    assert!(exercises().len() >= 12, "{}", exercises().len());
    for phase in Phase::ALL {
        assert!(
            prompts().iter().any(|prompt| prompt.phase == *phase),
            "{phase:?}"
        );
    }
}

#[test]
fn no_slug_is_used_twice() {
    // An id follows from kind and slug, so equal slugs would be equal ids.
    let ids: BTreeSet<_> = prompts()
        .iter()
        .map(|prompt| prompt.id.uuid())
        .chain(exercises().iter().map(|one| one.id.uuid()))
        .collect();
    assert_eq!(ids.len(), prompts().len() + exercises().len());
    let wordings: BTreeSet<_> = prompts()
        .iter()
        .map(|prompt| prompt.text.as_str())
        .collect();
    assert_eq!(wordings.len(), prompts().len());
}

#[test]
fn the_id_of_a_text_never_changes() {
    let stood_out = prompts()
        .iter()
        .find(|prompt| prompt.text == "What stood out, if anything?")
        .expect("the prompt");
    assert_eq!(
        stood_out.id.to_string(),
        "e0c9d895-2067-5fe3-8087-7d0889a97e77"
    );
}

#[test]
fn every_family_of_grounding_is_there() {
    for family in Family::ALL {
        assert!(
            exercises()
                .iter()
                .any(|exercise| exercise.family == *family),
            "{family:?}"
        );
    }
}

#[test]
fn every_text_keeps_its_bounds() {
    for prompt in prompts() {
        fits(&prompt.text, 200, &prompt.text);
        prompt.hint.iter().for_each(|hint| fits(hint, 200, hint));
        assert!(prompt.version >= 1, "{}", prompt.text);
    }
    for exercise in exercises() {
        fits(&exercise.title, 60, &exercise.title);
        assert!(
            exercise.version >= 1 && (2..=8).contains(&exercise.steps.len()),
            "{}",
            exercise.title
        );
        exercise
            .steps
            .iter()
            .for_each(|step| fits(&step.text, 200, &step.text));
    }
    let notice = notice().expect("a notice");
    assert!(notice.version >= 1);
    fits(&notice.text, 600, "notice");
}

#[test]
fn every_prompt_and_exercise_names_the_requirements_it_serves() {
    let served = prompts()
        .iter()
        .map(|prompt| &prompt.serves)
        .chain(exercises().iter().map(|exercise| &exercise.serves));
    for serves in served {
        assert!(!serves.is_empty());
        assert!(
            serves.iter().all(|name| names_a_requirement(name)),
            "{serves:?}"
        );
    }
    for wrong in ["R5", "R100", "r59", "N", "59", "R5x", ""] {
        assert!(!names_a_requirement(wrong), "{wrong}");
    }
}

fn seconds(exercise: &Exercise) -> i64 {
    exercise.steps.iter().filter_map(|step| step.seconds).sum()
}

#[test]
fn minutes_are_the_seconds_rounded_up_and_breath_phases_fit_into_their_step() {
    for exercise in exercises() {
        assert_eq!(
            exercise.minutes,
            (seconds(exercise) + 59) / 60,
            "{}",
            exercise.title
        );
        for step in &exercise.steps {
            assert!(
                step.seconds
                    .is_none_or(|seconds| (5..=300).contains(&seconds)),
                "{}",
                step.text
            );
            if let Some(breath) = step.breath {
                assert!(
                    (2..=8).contains(&breath.inward) && (2..=10).contains(&breath.out),
                    "{}",
                    step.text
                );
                assert_eq!(breath.hold, 0, "no breath is held: {}", step.text);
                assert!((0..=4).contains(&breath.rest), "{}", step.text);
                let one = breath.inward + breath.hold + breath.out + breath.rest;
                assert!(
                    step.seconds.is_some_and(|seconds| seconds >= 2 * one),
                    "{}",
                    step.text
                );
            }
        }
    }
    let paced = exercises()
        .iter()
        .filter(|exercise| exercise.family == Family::PacedBreathing);
    assert!(
        paced
            .into_iter()
            .all(|exercise| exercise.steps.iter().any(|step| step.breath.is_some()))
    );
}

#[test]
fn no_text_presses_on_its_reader() {
    for (what, text) in texts() {
        assert_eq!(lint(text, Language::English), vec![], "{what}: {text}");
    }
}

#[test]
fn a_fault_planted_in_a_text_would_be_found() {
    let planted = [
        (" You should write about this tonight.", Pressure::Directive),
        (" This means you are ready.", Pressure::Interpreting),
        (" Well done.", Pressure::Praising),
        (" It will help.", Pressure::Promising),
        (" You could get rid of it.", Pressure::DemandingOutcome),
        (" Which symptoms are there?", Pressure::Pathologizing),
    ];
    for (_, text) in texts() {
        for (fault, kind) in planted {
            let kinds: Vec<_> = lint(&format!("{text}{fault}"), Language::English)
                .into_iter()
                .map(|finding| finding.kind)
                .collect();
            assert_eq!(kinds, vec![kind], "{text}{fault}");
        }
    }
}

#[test]
fn regions_are_known_once_with_lines_that_say_where_they_come_from() {
    let support = &CONTENT.as_ref().expect("texts that parse").support;
    let mut codes = BTreeSet::new();
    for region in &support.region {
        assert!(
            region.code.len() == 2 && region.code.bytes().all(|byte| byte.is_ascii_uppercase()),
            "{}",
            region.code
        );
        assert!(codes.insert(region.code.as_str()), "{} twice", region.code);
        assert!(!region.lines.is_empty(), "{}", region.code);
        for line in &region.lines {
            fits(&line.name, 100, &line.name);
            fits(&line.contact, 40, &line.contact);
            fits(&line.hours, 60, &line.hours);
            fits(&line.source, 100, &line.source);
        }
    }
}

#[test]
fn lines_that_nobody_has_compared_do_not_claim_a_date() {
    let reviewed = super::lines_reviewed();
    assert!(
        reviewed.is_none_or(|day| day.parse::<crate::time::CivilDate>().is_ok()),
        "{reviewed:?}"
    );
}

#[test]
fn a_field_that_nobody_knows_is_refused() {
    let text = "[[prompt]]\nslug = \"a\"\nversion = 1\nphase = \"later\"\n";
    let refused =
        super::read::<super::Prompts>("prompts.toml", text).expect_err("an unknown phase");
    assert!(
        refused
            .to_string()
            .starts_with("the texts in prompts.toml cannot be read")
    );
}

//! What every text keeps to.

use std::collections::{BTreeMap, BTreeSet};

use super::lint::{Pressure, lint};
use super::{
    Checklist, ENGLISH, Exercise, Family, Files, Language, Phase, Prompt, Reading, SPANISH, Unit,
    checklists, exercises, habits, lines, load, notice, prompts, regions, to_bring, units,
};

fn fits(text: &str, most: usize, what: &str) {
    let length = text.chars().count();
    assert!(
        (1..=most).contains(&length),
        "{what}: {length} characters, at most {most}"
    );
    assert_eq!(text.trim(), text, "{what}");
    assert!(!text.contains("  "), "{what}");
    let marks = |mark| text.matches(mark).count();
    if marks('¿') + marks('¡') > 0 {
        assert_eq!((marks('¿'), marks('¡')), (marks('?'), marks('!')), "{what}");
    }
}

fn names_a_requirement(name: &str) -> bool {
    let digits = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    name.strip_prefix('R')
        .is_some_and(|rest| rest.len() == 2 && digits(rest))
        || name.strip_prefix('N').is_some_and(digits)
}

/// Every text that somebody may read in one language, with what it is.
fn texts(language: Language) -> Vec<(&'static str, &'static str)> {
    let of_prompts = prompts(language).iter().flat_map(|prompt| {
        [Some(prompt.text.as_str()), prompt.hint.as_deref()]
            .into_iter()
            .flatten()
    });
    let of_exercises = exercises(language).iter().flat_map(|one| {
        std::iter::once(one.title.as_str()).chain(one.steps.iter().map(|step| step.text.as_str()))
    });
    let of_units = units(language).iter().flat_map(|unit| {
        std::iter::once(unit.title.as_str()).chain(unit.paragraphs.iter().map(String::as_str))
    });
    let of_checklists = checklists(language).iter().flat_map(|list| {
        std::iter::once(list.title.as_str()).chain(list.items.iter().map(|item| item.text.as_str()))
    });
    let notice = std::iter::once(notice(language).expect("a notice").text.as_str());
    of_prompts
        .map(|text| ("prompt", text))
        .chain(of_exercises.map(|text| ("exercise", text)))
        .chain(of_units.map(|text| ("unit", text)))
        .chain(of_checklists.map(|text| ("checklist", text)))
        .chain(notice.map(|text| ("notice", text)))
        .collect()
}

#[test]
fn the_texts_can_be_read() {
    super::check().expect("texts that parse");
}

#[test]
fn there_are_enough_texts_of_every_kind() {
    for language in Language::ALL.iter().copied() {
        assert!(prompts(language).len() >= 90);
        assert!(exercises(language).len() >= 20);
        assert!(regions(language).len() >= 40);
        assert!(units(language).len() >= 40);
        assert!(to_bring(language).len() >= 5 && habits(language).len() >= 12);
    }
    let all = prompts(Language::English);
    for phase in Phase::ALL {
        assert!(all.iter().any(|prompt| prompt.phase == *phase), "{phase:?}");
    }
    for requirement in [
        "R14", "R15", "R16", "R25", "R57", "R58", "R59", "R60", "R61", "R62", "R63", "R64", "R66",
        "R67", "R68", "R69", "R70", "R71", "R73", "R74", "R75", "R77", "R78", "R82", "R83",
    ] {
        let serving = |prompt: &&Prompt| prompt.serves.iter().any(|name| name == requirement);
        let serving = all.iter().filter(serving).count();
        assert!(serving >= 3, "{requirement} has {serving}");
    }
}

#[test]
fn what_is_asked_to_be_told_is_told() {
    let told: BTreeSet<&str> = units(Language::English)
        .iter()
        .flat_map(|unit| &unit.serves)
        .chain(
            checklists(Language::English)
                .iter()
                .flat_map(|list| &list.serves),
        )
        .map(String::as_str)
        .collect();
    for requirement in [
        "R09", "R13", "R18", "R19", "R20", "R21", "R22", "R23", "R24", "R26", "R27", "R42", "R44",
        "R47", "R48", "R76", "R82", "R84", "R85", "R86", "R87",
    ] {
        assert!(told.contains(requirement), "{requirement}");
    }
}

#[test]
fn a_prompt_of_the_day_asks_for_nothing_but_what_can_be_put_down() {
    for prompt in prompts(Language::English) {
        assert_eq!(
            prompt.phase == Phase::Day,
            prompt.element == super::Element::Capture && prompt.phase == Phase::Day,
            "{}",
            prompt.text
        );
    }
}

#[test]
fn no_slug_is_used_twice() {
    // An id follows from kind and slug, so equal slugs would be equal ids.
    let all: Vec<uuid::Uuid> = prompts(Language::English)
        .iter()
        .map(|prompt| prompt.id.uuid())
        .chain(exercises(Language::English).iter().map(|it| it.id.uuid()))
        .chain(units(Language::English).iter().map(|it| it.id.uuid()))
        .chain(checklists(Language::English).iter().map(|it| it.id.uuid()))
        .chain(
            checklists(Language::English)
                .iter()
                .flat_map(|list| &list.items)
                .map(|item| item.id.uuid()),
        )
        .collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    for language in Language::ALL.iter().copied() {
        let wordings: BTreeSet<_> = prompts(language)
            .iter()
            .map(|it| it.text.as_str())
            .collect();
        assert_eq!(wordings.len(), prompts(language).len());
    }
}

#[test]
fn the_id_of_a_text_never_changes() {
    let stood_out = prompts(Language::English)
        .iter()
        .find(|prompt| prompt.text == "What stood out, if anything?")
        .expect("the prompt");
    assert_eq!(
        stood_out.id.to_string(),
        "e0c9d895-2067-5fe3-8087-7d0889a97e77"
    );
}

#[test]
fn ids_versions_and_structure_are_the_same_in_every_language() {
    let (en, es) = (Language::English, Language::Spanish);
    let prompt = |it: &'static Prompt| (it.id, it.version, it.phase, it.element, it.kind);
    assert!(
        prompts(en)
            .iter()
            .map(prompt)
            .eq(prompts(es).iter().map(prompt))
    );
    let exercise = |it: &'static Exercise| (it.id, it.version, it.family, it.minutes);
    assert!(
        exercises(en)
            .iter()
            .map(exercise)
            .eq(exercises(es).iter().map(exercise))
    );
    let unit = |it: &'static Unit| {
        (
            it.id,
            it.version,
            it.audience,
            it.topic,
            it.paragraphs.len(),
        )
    };
    assert!(units(en).iter().map(unit).eq(units(es).iter().map(unit)));
    let list = |it: &'static Checklist| {
        let items: Vec<_> = it.items.iter().map(|item| (item.id, item.area)).collect();
        (it.id, it.version, it.kind, items)
    };
    assert!(
        checklists(en)
            .iter()
            .map(list)
            .eq(checklists(es).iter().map(list))
    );
    let version = |language| notice(language).expect("a notice").version;
    assert_eq!(version(en), version(es));
    let same = texts(en)
        .iter()
        .zip(texts(es))
        .filter(|((_, one), (_, other))| one == other)
        .count();
    assert_eq!(same, 0, "everything is said in both languages");
}

/// The files with one of them changed.
fn planted(change: impl FnOnce(&mut Files, fn(String) -> &'static str)) -> String {
    let mut spanish = Files { ..SPANISH };
    change(&mut spanish, |text| text.leak());
    load(&ENGLISH, &spanish)
        .expect_err("what was planted")
        .to_string()
}

#[test]
fn a_wording_that_is_missing_left_over_of_another_version_or_of_another_shape_is_refused() {
    let refused = planted(|files, leak| {
        let (name, text) = files.prompts;
        let last = text.rfind("[[prompt]]").expect("a prompt");
        files.prompts = (name, leak(text[..last].to_owned()));
    });
    assert!(refused.contains("es/prompts.toml"), "{refused}");
    let cases: [(&str, &str, &str); 4] = [
        ("version = 1", "version = 7", "stands where"),
        ("slug = \"hopes-named\"", "slug = \"hopes\"", "stands where"),
        ("\nhint = ", "\nhint_ = ", "unknown field"),
        ("ease_at_least = ", "ease_at_least = 1", "under 1"),
    ];
    for (found, replaced, reason) in cases {
        let refused = planted(|files, leak| {
            let (name, text) = files.prompts;
            files.prompts = (name, leak(text.replacen(found, replaced, 1)));
        });
        assert!(refused.contains(reason), "{refused}");
    }
    let shorter = planted(|files, leak| {
        let (name, text) = files.units;
        let from = text.find("  \"").expect("a paragraph");
        let to = text[from..].find('\n').expect("its end") + from + 1;
        files.units = (name, leak([&text[..from], &text[to..]].concat()));
    });
    assert!(shorter.contains("another shape"), "{shorter}");
    let unspoken = planted(|files, leak| {
        let (name, text) = files.support;
        files.support = (name, leak(text.replace("All day, every day", "Always")));
    });
    assert!(unspoken.contains("no words for"), "{unspoken}");
}

#[test]
fn a_text_that_reads_with_difficulty_is_refused() {
    let heavy = "La consideración pormenorizada de circunstancias anteriormente experimentadas, independientemente de \
        cualquier interpretación provisional, constituye indudablemente una posibilidad extraordinariamente significativa para \
        participantes voluntariamente comprometidos con procedimientos psicoterapéuticos convencionalmente establecidos.";
    let refused = planted(|files, leak| {
        let (name, text) = files.units;
        let from = text.find("  \"").expect("a paragraph") + 3;
        let to = text[from..].find('"').expect("its end") + from;
        files.units = (name, leak([&text[..from], heavy, &text[to..]].concat()));
    });
    assert!(refused.contains("reads at"), "{refused}");
}

#[test]
fn texts_are_plain_and_say_when_their_authors_went_through_them() {
    for language in Language::ALL.iter().copied() {
        let readings: Vec<&Reading> = prompts(language)
            .iter()
            .map(|it| &it.reading)
            .chain(exercises(language).iter().map(|it| &it.reading))
            .chain(units(language).iter().map(|it| &it.reading))
            .chain(checklists(language).iter().map(|it| &it.reading))
            .collect();
        assert!(readings.iter().all(|reading| reading.reviewed.is_some()));
        for unit in units(language) {
            assert!(unit.reading.points() >= 60, "{}", unit.title);
        }
    }
}

#[test]
fn every_family_of_grounding_is_there() {
    for family in Family::ALL {
        assert!(
            exercises(Language::English)
                .iter()
                .any(|exercise| exercise.family == *family),
            "{family:?}"
        );
    }
}

#[test]
fn every_exercise_offers_a_way_out_in_its_first_step() {
    for (language, word) in [(Language::English, "stop"), (Language::Spanish, "parar")] {
        for exercise in exercises(language) {
            let first = &exercise.steps.first().expect("a step").text;
            assert!(first.to_lowercase().contains(word), "{first}");
        }
    }
}

#[test]
fn every_text_keeps_its_bounds() {
    for language in Language::ALL.iter().copied() {
        for prompt in prompts(language) {
            fits(&prompt.text, 200, &prompt.text);
            prompt.hint.iter().for_each(|hint| fits(hint, 200, hint));
            assert!(prompt.version >= 1, "{}", prompt.text);
        }
        for exercise in exercises(language) {
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
        for unit in units(language) {
            fits(&unit.title, 70, &unit.title);
            assert!((1..=6).contains(&unit.paragraphs.len()), "{}", unit.title);
            unit.paragraphs
                .iter()
                .for_each(|text| fits(text, 600, text));
        }
        for list in checklists(language) {
            fits(&list.title, 60, &list.title);
            list.items
                .iter()
                .for_each(|item| fits(&item.text, 160, &item.text));
        }
        let notice = notice(language).expect("a notice");
        assert!(notice.version >= 1);
        fits(&notice.text, 600, "notice");
    }
}

#[test]
fn every_text_names_the_requirements_it_serves() {
    let served = prompts(Language::English)
        .iter()
        .map(|prompt| &prompt.serves)
        .chain(exercises(Language::English).iter().map(|it| &it.serves))
        .chain(units(Language::English).iter().map(|it| &it.serves))
        .chain(checklists(Language::English).iter().map(|it| &it.serves));
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
    for exercise in exercises(Language::English) {
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
    let paced = exercises(Language::English)
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
    for language in Language::ALL.iter().copied() {
        for (what, text) in texts(language) {
            assert_eq!(lint(text, language), vec![], "{what}: {text}");
        }
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
    // A text that quotes a demand to show it is read whole, so it is left as it stands.
    for (_, text) in texts(Language::English)
        .into_iter()
        .filter(|(_, text)| !text.contains('“'))
    {
        // A title ends without a mark, and what follows it is another sentence.
        let ended = text.ends_with(['.', '?', '!', '”']);
        let text = format!("{text}{}", if ended { "" } else { "." });
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
fn a_dose_that_is_credited_with_change_or_invited_again_would_be_found() {
    for (language, text) in [
        (Language::English, "The medicine heals your past."),
        (Language::English, "Ketamine opens the way for you."),
        (Language::English, "Every dose brings you closer."),
        (Language::English, "Plan your next dose."),
        (Language::English, "One dose is enough to change a life."),
        (Language::Spanish, "La ketamina te da otra vida."),
        (Language::Spanish, "El medicamento sanará lo que duele."),
        (Language::Spanish, "La dosis cambia la vida."),
        (Language::Spanish, "Pide otra dosis."),
    ] {
        assert!(!lint(text, language).is_empty(), "{text}");
    }
}

#[test]
fn regions_are_known_once_with_lines_that_say_where_they_come_from() {
    for language in Language::ALL.iter().copied() {
        let mut codes = BTreeSet::new();
        for region in regions(language) {
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
                if let Some(address) = &line.checked_in {
                    fits(address, 300, address);
                    assert!(address.starts_with("http"), "{address}");
                }
            }
        }
    }
}

#[test]
fn a_number_is_the_same_in_every_language_and_its_hours_are_translated() {
    let mut hours = BTreeMap::new();
    for region in regions(Language::English) {
        let spanish = lines(Language::Spanish, &region.code).expect("the same regions");
        assert_eq!(region.lines.len(), spanish.len());
        for (line, other) in region.lines.iter().zip(spanish) {
            assert_eq!(
                (&line.contact, &line.source, &line.checked_in),
                (&other.contact, &other.source, &other.checked_in)
            );
            assert_ne!(line.hours, other.hours);
            let known = hours.entry(&line.hours).or_insert(&other.hours);
            assert_eq!(*known, &other.hours);
        }
    }
}

#[test]
fn lines_that_nobody_has_compared_do_not_claim_a_date() {
    assert_eq!(super::lines_reviewed(), None);
}

#[test]
fn a_field_that_nobody_knows_is_refused() {
    let refused = planted(|files, leak| {
        let (name, text) = files.exercises;
        files.exercises = (name, leak(text.replacen("title = ", "heading = ", 1)));
    });
    assert!(
        refused.starts_with("the texts in es/exercises.toml cannot be read"),
        "{refused}"
    );
}

use super::*;

const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

const DEMANDS: &[(Language, &str)] = &[
    (
        Language::English,
        "I want to get rid of my anxiety about work today",
    ),
    (
        Language::English,
        "fix my marriage. prove that I'm strong, once and for all",
    ),
    (
        Language::English,
        "to see my grandmother and know why she left",
    ),
    (Language::English, "the panic must be gone by monday"),
    (
        Language::English,
        "a huge breakthrough, as deep as possible",
    ),
    (Language::English, "never feel this grief again"),
    (Language::English, "quit cocaine for good"),
    (
        Language::Spanish,
        "quiero librarme de mi ansiedad por el trabajo hoy",
    ),
    (
        Language::Spanish,
        "arreglar mi matrimonio. demostrar que soy fuerte, para siempre",
    ),
    (
        Language::Spanish,
        "ver a mi abuela y entender por qué se fue",
    ),
    (
        Language::Spanish,
        "que se me quite el miedo y no vuelva jamás",
    ),
    (
        Language::Spanish,
        "una catarsis enorme, lo más hondo posible",
    ),
    (Language::Spanish, "cerrar esa puerta para siempre"),
];

fn labelled() -> impl Iterator<Item = (Language, &'static str)> {
    let english = include_str!("../../../tests/labelled/intentions.en.tuning.tsv").lines();
    let spanish = include_str!("../../../tests/labelled/intentions.es.tuning.tsv").lines();
    let english = english.map(|line| (Language::English, line));
    let spanish = spanish.map(|line| (Language::Spanish, line));
    // One in ten, so that it is soon over.
    english
        .chain(spanish)
        .step_by(10)
        .map(|(language, line)| (language, line.split_once('\t').expect("a tab").1))
        .chain(DEMANDS.iter().copied())
}

fn shown(text: &str, observation: &Observation) -> String {
    let length = observation.end - observation.start;
    text.chars().skip(observation.start).take(length).collect()
}

#[test]
fn the_weights_of_both_languages_can_be_read() {
    assert!(helper(Language::English).is_ok() && helper(Language::Spanish).is_ok());
}

#[test]
fn every_kind_has_a_reason_and_questions_in_both_languages() {
    for language in LANGUAGES {
        let offering = &helper(language).expect("weights").offering;
        let reasons: std::collections::BTreeSet<_> =
            Demand::ALL.iter().map(|kind| offering.why(*kind)).collect();
        assert_eq!(reasons.len(), Demand::ALL.len());
        for reason in reasons {
            assert!(reason.ends_with('.') && reason.matches('.').count() == 1);
        }
    }
}

#[test]
fn positions_are_those_of_the_text_with_accents_and_emoji() {
    for (text, language, expected) in [
        (
            "🌿👩‍🌾 I WANT to “get rid of” it",
            Language::English,
            "get rid of",
        ),
        (
            "ñandú… ¡que se me quite el vacío!",
            Language::Spanish,
            "quite",
        ),
        (
            "que sea la u\u{301}ltima vez que hablo",
            Language::Spanish,
            "u\u{301}ltima",
        ),
        ("I can’t fail them again", Language::English, "fail"),
    ] {
        let found = reflect(text, language);
        let words: Vec<_> = found.iter().map(|one| shown(text, one)).collect();
        assert!(
            words.iter().any(|words| words.contains(expected)),
            "{words:?}"
        );
        let letter = |word: &String| {
            let edges = [word.chars().next(), word.chars().last()];
            edges.iter().flatten().all(|edge| edge.is_alphanumeric())
        };
        assert!(words.iter().all(letter), "{words:?}");
    }
}

#[test]
fn a_theme_comes_back_as_the_patients_own() {
    for (text, language, theme) in [
        (
            "get rid of my anxiety about work",
            Language::English,
            "your anxiety about work",
        ),
        (
            "no more panic attacks",
            Language::English,
            "the panic attacks",
        ),
        ("fix my marriage", Language::English, "your marriage"),
        (
            "quiero librarme de mi ansiedad",
            Language::Spanish,
            "tu ansiedad",
        ),
        ("que desaparezca la culpa", Language::Spanish, "la culpa"),
    ] {
        let found = reflect(text, language);
        let first = found.first().expect("a demand");
        assert!(first.invitation.contains(theme), "{}", first.invitation);
    }
}

#[test]
fn somebody_is_named_only_where_they_are_looked_for() {
    let seen = reflect("to see my grandmother", Language::English);
    assert!(
        seen.iter()
            .all(|one| one.invitation.contains("your grandmother"))
    );
    for text in [
        "be done with my mother",
        "prove my father wrong",
        "get over my ex",
    ] {
        let found = reflect(text, Language::English);
        assert!(!found.is_empty());
        assert!(
            found.iter().all(|one| !["mother", "father", "ex"]
                .iter()
                .any(|who| one.invitation.contains(&format!("your {who}")))),
            "{text}"
        );
    }
}

#[test]
fn a_substance_is_not_named_in_an_invitation() {
    for observation in reflect("quit cocaine for good", Language::English) {
        assert!(!observation.invitation.contains("cocaine"));
    }
}

/// A theme is the patient's own and may come back.
fn ends_with_theme(shown: &str, language: Language) -> bool {
    let offers = match language {
        Language::English => &offers_en::OFFERS,
        Language::Spanish => &offers_es::OFFERS,
    };
    let read = sentences(shown);
    let words = read.iter().flat_map(|sentence| sentence.whole().words);
    let words: Vec<_> = words.map(|word| word.plain.as_str()).collect();
    let mut themes = offers.themes.iter().flat_map(|(_, list)| list.split(','));
    themes.any(|theme| words.join(" ").ends_with(theme.trim()))
}

#[test]
fn an_invitation_is_one_open_question_that_repeats_no_demand() {
    for (language, text) in labelled() {
        for observation in reflect(text, language) {
            let question = &observation.invitation;
            assert!(question.ends_with('?'), "{question}");
            assert_eq!(question.matches('?').count(), 1, "{question}");
            let demanding = shown(text, &observation).to_lowercase();
            let repeated = question.to_lowercase().contains(&format!(" {demanding} "));
            assert!(
                !repeated || ends_with_theme(&demanding, language),
                "{question}: {demanding}"
            );
        }
    }
}

#[test]
fn the_same_text_gets_the_same_answer_in_the_order_of_the_text() {
    for (language, text) in labelled() {
        let found = reflect(text, language);
        assert_eq!(found, reflect(text, language));
        assert!(found.is_sorted_by_key(|one| one.start), "{text}");
        for one in &found {
            assert!(one.start < one.end && one.end <= text.chars().count());
        }
    }
}

#[test]
fn open_intentions_are_left_alone() {
    for text in [
        "",
        "…",
        "🌿",
        "42",
        "curiosity",
        "nothing has to be solved",
        "no need for a breakthrough",
        "I had a huge breakthrough last year, today I listen",
    ] {
        assert_eq!(reflect(text, Language::English), [], "{text}");
    }
    for text in [
        "curiosidad",
        "no hay nada que resolver",
        "no hace falta una gran catarsis",
        "que venga lo que tenga que venir",
    ] {
        assert_eq!(reflect(text, Language::Spanish), [], "{text}");
    }
}

#[test]
fn a_text_of_two_thousand_characters_is_read_at_once() {
    let started = std::time::Instant::now();
    for language in LANGUAGES {
        for piece in [
            "a ",
            "no ",
            "i want to ",
            "my ",
            "never ",
            "as ",
            "que se me ",
            "é",
            "the deep ",
        ] {
            let text: String = piece.chars().cycle().take(2000).collect();
            reflect(&text, language);
        }
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn a_passage_shows_at_most_one_demand_of_each_kind() {
    let demand = "fix me, heal me, cure me. fix me. ";
    assert_eq!(reflect(demand, Language::English).len(), 1);
    let found = reflect(&demand.repeat(9), Language::English);
    assert!(found.len() > 1, "{found:?}");
}

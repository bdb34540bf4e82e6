//! The weights read, their readers' answers lie inside the text and are always the same (N5).

use std::time::{Duration, Instant};

use super::{Pressure, Weights, features, weights};
use crate::content::Language::{English, Spanish};
use crate::content::lint::{self, forms, lint, reading};

const PLANTED: &str = "threshold\t50\npressing\t400\twmust\twheal\ndirective\t9\twmust\ndemanding_outcome\t9\twheal\n";

fn planted(text: &str) -> Vec<String> {
    let weights = Weights::read(PLANTED).expect("weights");
    let cut = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect();
    reading::sentences(text, forms::english)
        .iter()
        .filter_map(|sentence| weights.press(sentence))
        .map(|finding| cut(finding.start, finding.end))
        .collect()
}

#[test]
fn the_weights_of_both_languages_can_be_read() {
    assert!(lint::check().is_ok());
    for language in [English, Spanish] {
        assert!(weights(language).expect("weights").features.len() > 1_000);
    }
}

#[test]
fn a_wrong_file_is_refused_as_a_whole() {
    for wrong in [
        "",
        "threshold\t100",
        "threshold\t0\npressing\t4\twmust",
        "threshold\tlow\npressing\t4\twmust",
        "pressing\t4\twmust\nthreshold\t100",
        "threshold\t100\npressing\t4",
        "threshold\t100\npressing\t4\t",
        "threshold\t100\npressing\t0\twmust",
        "threshold\t100\npressing\t4.5\twmust",
        "threshold\t100\nhurrying\t4\twmust",
        "threshold\t100\npressing\t4\twmust\n\npressing\t5\twheal",
        "threshold\t100\npressing\t4\twmust\npressing\t5\twmust",
        "threshold\t100\npressing\t100001\twmust",
        "threshold\t100\npressing\t9223372036854775808\twmust",
    ] {
        assert!(Weights::read(wrong).is_err(), "{wrong}");
    }
    assert!(Weights::read(PLANTED).is_ok());
}

#[test]
fn the_heaviest_words_are_marked_with_the_heaviest_kind() {
    assert_eq!(
        planted("We must heal, they say. Or not."),
        vec!["must heal"]
    );
    assert_eq!(planted("Été: we must"), vec!["must"]);
    assert_eq!(planted("Or not"), Vec::<String>::new());
    let weights = Weights::read(PLANTED).expect("weights");
    let kind = |text: &str| {
        let read = reading::sentences(text, forms::english);
        weights.press(&read[0]).map(|finding| finding.kind)
    };
    assert_eq!(kind("heal"), Some(Pressure::DemandingOutcome));
    assert_eq!(kind("must"), Some(Pressure::Directive));
}

#[test]
fn what_is_only_shown_weighs_nothing() {
    assert_eq!(planted("A \"must\" is a word"), Vec::<String>::new());
    assert_eq!(planted("\"must\""), vec!["must"]);
}

#[test]
fn a_sentence_has_the_features_that_were_learnt() {
    let read = reading::sentences("¿Es así?", forms::spanish);
    let found: Vec<String> = features(&read[0]).into_keys().collect();
    let learnt =
        "? c_as c_así c_así_ c_es c_es_ casí casí_ ces_ csí_ oes pasí·? pes·así p^·es wasí wes";
    let mut learnt: Vec<String> = learnt
        .split(' ')
        .map(|name| name.replace('·', " "))
        .collect();
    learnt.sort();
    assert_eq!(found, learnt);
}

#[test]
fn nothing_comes_of_nothing() {
    for text in ["", " ", "?!", "…", "'", "\"\"", "🌿"] {
        assert_eq!(lint(text, English), vec![], "{text}");
        assert_eq!(lint(text, Spanish), vec![], "{text}");
    }
}

#[test]
fn every_finding_lies_inside_its_text_and_is_the_same_again() {
    for (file, language) in [
        ("wording.en.tuning.tsv", English),
        ("wording.es.tuning.tsv", Spanish),
    ] {
        let path = format!("{}/tests/labelled/{file}", env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(&path).expect("a labelled file");
        for text in lines.lines() {
            let found = lint(text, language);
            for finding in &found {
                assert!(finding.start < finding.end, "{text}");
                assert!(finding.end <= text.chars().count(), "{text}");
            }
            assert_eq!(found, lint(text, language), "{text}");
        }
    }
}

#[test]
fn a_very_long_sentence_is_weighed_in_good_time() {
    let weights = weights(English).expect("weights");
    let long: String = (0..20_000).map(|at| format!("word{at} ")).collect();
    let read = reading::sentences(&long, forms::english);
    let begun = Instant::now();
    assert_eq!(weights.press(&read[0]), None);
    let same = reading::sentences(&"you will heal ".repeat(20_000), forms::english);
    assert!(weights.press(&same[0]).is_some());
    assert!(begun.elapsed() < Duration::from_secs(20));
}

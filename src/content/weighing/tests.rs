//! The weights read, their readers' answers lie inside the text and are always the same (N5).

use std::time::{Duration, Instant};

use super::features::{features, named};
use super::{Classes, Weights, reading};
use crate::content::Language::{English, Spanish};
use crate::content::lint::{self, lint};

const CLASSES: &str = "duty\tmust ought\nmend\theal* cure* *mend\n";
const KINDS: [&str; 2] = ["ordering", "mending"];
const PLANTED: &str =
    "threshold\t50\t0\t2\npressing\t900\tw<duty>\twheal\nordering\t9\twmust\nmending\t9\tw<mend>\n";

fn planted(text: &str) -> Vec<(&'static str, String)> {
    let weights = Weights::read(KINDS, &[CLASSES], PLANTED).expect("weights");
    let cut = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect();
    let mut found = Vec::new();
    for sentence in reading::sentences(text) {
        let said = sentence.said();
        if let Some(load) = weights.press(std::slice::from_ref(&said)) {
            let (from, to) = load.heaviest(|word| word.pressing).expect("words");
            let (from, to) = (said.words[from].start, said.words[to].end);
            found.push((KINDS[load.kind()], cut(from, to)));
        }
    }
    found
}

fn marked(text: &str) -> Vec<String> {
    planted(text).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn the_weights_of_both_languages_can_be_read() {
    assert!(lint::weights(English).is_ok() && lint::weights(Spanish).is_ok());
}

#[test]
fn a_wrong_file_is_refused_as_a_whole() {
    for wrong in [
        "",
        "threshold\t100",
        "threshold\tlow\npressing\t4\twmust",
        "pressing\t4\twmust\nthreshold\t100",
        "threshold\t100\npressing\t4",
        "threshold\t100\t1\npressing\t4\twmust",
        "threshold\t100\t1\t1\t1\npressing\t4\twmust",
        "threshold\t100\npressing\t4\t",
        "threshold\t100\npressing\t4\tmust",
        "threshold\t100\npressing\t0\twmust",
        "threshold\t100\npressing\t4.5\twmust",
        "threshold\t100\nhurrying\t4\twmust",
        "threshold\t100\npressing\t4\twmust\n\npressing\t5\twheal",
        "threshold\t100\npressing\t4\twmust\npressing\t5\twmust",
        "threshold\t100\npressing\t100001\twmust",
        "threshold\t100\npressing\t9223372036854775808\twmust",
    ] {
        assert!(Weights::read(KINDS, &[CLASSES], wrong).is_err(), "{wrong}");
    }
    for wrong in ["duty", "duty\t", "\tmust", "duty\tmust\n\nmend\theal"] {
        assert!(Weights::read(KINDS, &[wrong], PLANTED).is_err(), "{wrong}");
    }
    assert!(Weights::read(KINDS, &[CLASSES], PLANTED).is_ok());
}

#[test]
fn the_heaviest_words_are_marked_with_the_heaviest_kind() {
    assert_eq!(marked("We must heal, they say. Or not."), vec!["must heal"]);
    assert_eq!(marked("Été: we must"), vec!["must"]);
    assert_eq!(marked("Or not"), Vec::<String>::new());
    let kind = |text: &str| planted(text).first().map(|(kind, _)| *kind);
    assert_eq!(kind("heal"), Some("mending"));
    assert_eq!(kind("ought emend"), Some("mending"));
    assert_eq!(kind("must"), Some("ordering"));
}

#[test]
fn what_is_only_shown_weighs_nothing() {
    assert_eq!(marked("A \"must\" is a word"), Vec::<String>::new());
    assert_eq!(marked("\"must\""), vec!["must"]);
}

#[test]
fn a_sentence_has_the_features_that_were_learnt() {
    let read = reading::sentences("¿Es así?");
    let classes = Classes::read(&["like\tasi\nbe\tes* era\n"]).expect("classes");
    let mut found: Vec<u64> = features(&[read[0].said()], &classes)
        .iter()
        .map(|feature| feature.name)
        .collect();
    let learnt = "w^ wes w<be> wasí w<like> w? oes o<be> 1^·es 1^·<be> 1es·así 1es·<like> 1<be>·así 1<be>·<like> 1así·? \
        1<like>·? 3<be>·<like> 3^es·<like> 3<be>·? 3^es·? 3<like>·? \
        c_es ces_ c_es_ c_as casí csí_ c_así casí_ c_así_ ses·así x_es_as xes_así xs_así_ x_así_?";
    let mut learnt: Vec<u64> = learnt
        .split_whitespace()
        .map(|name| named(&name.replace('·', " ")).expect("a name"))
        .collect();
    found.sort_unstable();
    learnt.sort_unstable();
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
    let begun = Instant::now();
    let thousand = "You can leave this open for as long as you like, and nobody asks. ".repeat(15);
    assert_eq!(lint(&thousand, English), vec![]);
    println!("{} characters: {:?}", thousand.len(), begun.elapsed());
    let long: String = (0..5_000).map(|at| format!("word{at} ")).collect();
    assert!(lint(&long, English).len() <= 1);
    assert_eq!(lint(&"you will heal ".repeat(5_000), English).len(), 1);
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn sentences_are_weighed_together_and_kinds_by_their_thresholds() {
    let weights = Weights::read(KINDS, &[CLASSES], PLANTED).expect("weights");
    let read = reading::sentences("We sit. You must. Now heal");
    let said: Vec<_> = read.iter().map(reading::Sentence::whole).collect();
    let load = weights.press(&said).expect("it presses");
    assert_eq!(load.heaviest(|word| word.pressing), Some((3, 5)));
    assert_eq!(load.heaviest(|word| word.kinds[1]), Some((5, 5)));
    assert_eq!(load.sums.kinds, [9, 9]);
    assert!(load.beyond.kinds[0] > load.beyond.kinds[1]);
    assert!(weights.press(&said[..1]).is_none());
}

#[test]
fn a_letter_is_the_same_however_a_keyboard_writes_its_accent() {
    let read = |text: &str| {
        let sentences = reading::sentences(text);
        let words = sentences[0].whole().words;
        let spelt = words
            .iter()
            .map(|word| (word.accented.clone(), word.plain.clone()));
        spelt.collect::<Vec<_>>()
    };
    // The ñ is a letter of its own, and an accent is none.
    assert_eq!(
        read("man\u{0303}ana, u\u{0301}ltimo"),
        read("mañana, último")
    );
    assert_eq!(read("mañana")[0].1, "mañana");
}

#[test]
fn words_know_what_parts_them() {
    let read = reading::sentences("I can't, really - not now? k-hole\n[go] a\u{301}\"b\" c");
    let words: Vec<_> = read
        .iter()
        .flat_map(|sentence| sentence.whole().words)
        .map(|word| (word.accented.as_str(), word.joined))
        .collect();
    let expected = [
        ("i", false),
        ("can't", true),
        ("really", false),
        ("not", false),
        ("now", true),
        ("k", false),
        ("hole", true),
        ("go", false),
        ("á", false),
        ("b", true),
        ("c", true),
    ];
    assert_eq!(words, expected);
    assert_eq!(read.len(), 3);
}

//! A wording lint for texts that a patient may read, in English and in Spanish.
//!
//! It protects the manner of the whole product: nothing tells a reader what an experience means (R02), nothing
//! steers one (R03), nothing sets a standard of a right experience (R22), and a demand is shown beside an open
//! wording without being refused, scored or rewritten (R28). The prompt catalogue passes it in the build, and a
//! prompt written by a therapist gets the same observations as advice only (N5).
//!
//! The lint reads words, not intentions. Its patterns are families of wordings (see `pattern`): a firm pattern presses
//! wherever it stands, a leaning one only in a sentence that neither asks nor leaves anything open. A phrase that would
//! press is left alone inside a wording that plainly gives room ("you do not have to", "no hace falta"), right behind a
//! negation, and between double quotes, where it is shown and not said. The lint neither blocks nor stores anything.
//!
//! There are two readings. The first are these patterns, written by hand; the second, only for a sentence in which the first
//! found nothing, weighs its words by numbers learnt from labelled sentences (see `weighing`) and marks the heaviest of them.
//! Neither scores anything for a reader: the weights stay inside, no number is answered or kept, a finding of either is the
//! same piece of advice, and the author of a text may leave it aside.

mod en;
mod es;
mod forms;
mod pattern;
mod reading;
#[cfg(test)]
mod tests;
mod weighing;

use std::sync::LazyLock;

use super::{Language, Unreadable};
use pattern::{Pattern, Sets, Span};
use reading::Sentence;

/// What kind of pressure a phrase puts on a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pressure {
    /// It tells the reader what to do.
    Directive,
    /// It says what an experience means.
    Interpreting,
    /// It judges the reader, if kindly.
    Praising,
    /// It announces an effect.
    Promising,
    /// It asks for a result.
    DemandingOutcome,
    /// It makes an illness or a defect of what a reader lives with.
    Pathologizing,
}

impl Pressure {
    /// The stable name of this kind, as the interface spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Directive => "directive",
            Self::Interpreting => "interpreting",
            Self::Praising => "praising",
            Self::Promising => "promising",
            Self::DemandingOutcome => "demanding_outcome",
            Self::Pathologizing => "pathologizing",
        }
    }
}

/// One phrase that presses, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What kind of pressure it is.
    pub kind: Pressure,
    /// The position of its first character, counted in Unicode scalar values.
    pub start: usize,
    /// The position after its last character, counted in Unicode scalar values.
    pub end: usize,
}

/// How surely a pattern presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Wherever it stands.
    Firm,
    /// Only in a sentence that neither asks nor leaves anything open.
    Leaning,
}

/// Patterns of one kind and one weight, as they are written.
struct Family {
    kind: Pressure,
    weight: Weight,
    patterns: &'static [&'static str],
}

/// Everything that is written down about one language.
struct Tables {
    /// How a word can be the form of another.
    forms: forms::Forms,
    /// Named sets of words; a set may use those before it.
    sets: &'static [(&'static str, &'static str)],
    families: &'static [Family],
    /// Wordings that give room: what is found wholly inside one of them is left alone.
    room: &'static [&'static str],
    /// Wordings that leave their sentence open.
    open: &'static [&'static str],
    /// Words that deny what follows them closely.
    denials: &'static [&'static str],
}

/// The tables of one language, ready to be used.
struct Rules {
    forms: forms::Forms,
    families: Vec<(Pressure, Weight, Vec<Pattern>)>,
    room: Vec<Pattern>,
    open: Vec<Pattern>,
    denials: Vec<Pattern>,
}

impl Rules {
    /// Reads the tables; a pattern that cannot be read is left out (a test reads every one).
    fn of(tables: &Tables) -> Self {
        let sets = Sets::of(tables.sets);
        let read = |patterns: &[&str]| -> Vec<Pattern> {
            patterns
                .iter()
                .filter_map(|pattern| Pattern::read(pattern, &sets).ok())
                .collect()
        };
        Self {
            forms: tables.forms,
            families: tables
                .families
                .iter()
                .map(|family| (family.kind, family.weight, read(family.patterns)))
                .collect(),
            room: read(tables.room),
            open: read(tables.open),
            denials: read(tables.denials),
        }
    }
}

static ENGLISH: LazyLock<Rules> = LazyLock::new(|| Rules::of(&en::TABLES));
static SPANISH: LazyLock<Rules> = LazyLock::new(|| Rules::of(&es::TABLES));

/// How many words before a firm, and before a leaning phrase a denial reaches it.
const REACH_FIRM: usize = 4;
const REACH_LEANING: usize = 12;

/// Reads a text and answers every phrase that presses on its reader, in the order of the text.
///
/// Of two overlapping phrases of the same kind only the first, or the longer of two that begin together, is answered.
/// A sentence in which no pattern stands is weighed, and has one finding or none that way. An empty answer says that neither
/// reading found anything, and nothing else.
#[must_use]
pub fn lint(text: &str, language: Language) -> Vec<Finding> {
    let rules = match language {
        Language::English => &*ENGLISH,
        Language::Spanish => &*SPANISH,
    };
    let weights = weighing::weights(language).ok();
    let mut findings: Vec<Finding> = reading::sentences(text, rules.forms)
        .iter()
        .flat_map(|sentence| {
            let mut found = press(sentence, rules);
            if found.is_empty() {
                found.extend(weights.and_then(|weights| weights.press(sentence)));
            }
            found
        })
        .collect();
    findings.sort_by_key(|finding| (finding.start, finding.end, finding.kind));
    findings
}

/// Whether the weights of every language can be read; without them a text is read by its patterns alone.
pub(super) fn check() -> Result<(), Unreadable> {
    for (language, file) in [
        (Language::English, "lint/weights.en.tsv"),
        (Language::Spanish, "lint/weights.es.tsv"),
    ] {
        weighing::weights(language).map_err(|reason| Unreadable {
            file,
            reason: reason.0,
        })?;
    }
    Ok(())
}

/// What the patterns find in one sentence.
fn press(sentence: &Sentence, rules: &Rules) -> Vec<Finding> {
    let room = spans(sentence, &rules.room);
    let denials = spans(sentence, &rules.denials);
    let open = sentence.asked || !spans(sentence, &rules.open).is_empty();
    let mut by_kind: Vec<(Pressure, Vec<Span>)> = Vec::new();
    for (kind, weight, patterns) in &rules.families {
        let leaning = *weight == Weight::Leaning;
        if open && leaning {
            continue;
        }
        let reach = if leaning { REACH_LEANING } else { REACH_FIRM };
        let mut found = spans(sentence, patterns);
        found.retain(|span| {
            let denied = denials.iter().any(|denial| {
                (leaning && span.covers(*denial))
                    || sentence.reaches(*denial, *span, reach, leaning)
            });
            let roomy = room.iter().any(|wider| wider.covers(*span));
            !(denied || roomy || sentence.only_shows(*span))
        });
        match by_kind.iter_mut().find(|(known, _)| known == kind) {
            Some((_, known)) => known.extend(found),
            None => by_kind.push((*kind, found)),
        }
    }
    by_kind
        .into_iter()
        .flat_map(|(kind, found)| {
            apart(found).into_iter().filter_map(move |span| {
                let (start, end) = sentence.place(span)?;
                Some(Finding { kind, start, end })
            })
        })
        .collect()
}

/// Every place in a sentence at which one of the patterns stands.
fn spans(sentence: &Sentence, patterns: &[Pattern]) -> Vec<Span> {
    patterns
        .iter()
        .flat_map(|pattern| pattern.places(sentence))
        .collect()
}

/// Keeps spans that do not overlap: the first, and of those that begin together the longest.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.from, std::cmp::Reverse(span.to)));
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| last.to <= span.from) {
            kept.push(span);
        }
    }
    kept
}

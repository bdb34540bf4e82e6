//! A document to read or print for a session (section 6.9): the same blocks for Markdown and PDF, in the order of days.

use std::collections::{BTreeMap, HashMap};

use super::archive::Archive;
use super::labels::Labels;
use crate::access::record::Record;
use crate::check_ins;
use crate::content::{self, Language};
use crate::grounding::PracticeRecord;
use crate::ids::{DosingSessionId, EntryId};
use crate::journal::{EntryRecord, Feelings, Sensations};
use crate::sessions::SessionRecord;
use crate::time::{At, CivilDate, Zone};

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// The title of all.
    Title(String),
    /// The head of a part: a day, a list.
    Part(String),
    /// The head of one thing.
    Head(String),
    /// The words of a question, as they were shown.
    Question(String),
    /// A line with a label before it.
    Labelled(&'static str, String),
    /// The patient's own text, line breaks as they were written.
    Text(String),
}

/// What a document holds; everything where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extract {
    /// From this instant on.
    pub(super) from: Option<At>,
    /// Before this instant.
    pub(super) to: Option<At>,
    /// Only what is tied to this session.
    pub(super) dosing_session: Option<DosingSessionId>,
}

impl Extract {
    fn holds(&self, at: At, session: Option<DosingSessionId>) -> bool {
        self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at < to)
            && self.dosing_session.is_none_or(|one| session == Some(one))
    }
}

/// A document: its language's words, its title, its pieces.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) labels: &'static Labels,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// Things in the order of their instants, each under the day on which its own clock on the wall stood.
type Days = BTreeMap<(CivilDate, At, uuid::Uuid), Vec<Block>>;

impl Document {
    /// The document of an archive.
    pub(super) fn of(archive: &Archive, extract: Extract) -> Self {
        let labels = Labels::of(archive.account.locale);
        let zone = archive.account.time_zone;
        let title = format!(
            "{}: {}",
            labels.title,
            archive.account.display_name.as_str()
        );
        let mut blocks = vec![
            Block::Title(title.clone()),
            Block::Labelled(labels.taken_out, moment(zone, archive.exported_at)),
        ];
        sessions(
            &archive.records.dosing_sessions,
            extract,
            labels,
            &mut blocks,
        );
        let mut day = None;
        for ((date, ..), piece) in days(archive, extract, labels, zone) {
            if day != Some(date) {
                blocks.push(Block::Part(date.to_string()));
                day = Some(date);
            }
            blocks.extend(piece);
        }
        Self {
            labels,
            title,
            blocks,
        }
    }
}

fn days(archive: &Archive, extract: Extract, labels: &'static Labels, zone: Zone) -> Days {
    let records = &archive.records;
    let mut days = Days::new();
    let written: HashMap<EntryId, String> = records
        .entries
        .iter()
        .map(|entry| {
            (
                entry.id,
                moment(entry.authored_time_zone, entry.authored_at),
            )
        })
        .collect();
    for entry in &records.entries {
        if extract.holds(entry.authored_at, entry.dosing_session_id) {
            let date = entry.authored_time_zone.date_of(entry.authored_at);
            let key = (date, entry.authored_at, entry.id.uuid());
            days.insert(key, told_entry(entry, &written, labels));
        }
    }
    for check_in in &records.check_ins {
        if extract.holds(check_in.at, check_in.words.dosing_session_id) {
            let date = check_in.words.time_zone.date_of(check_in.at);
            let key = (date, check_in.at, check_in.id);
            days.insert(key, told_check_in(check_in, labels));
        }
    }
    for practice in &records.practices {
        if extract.holds(practice.at, None) {
            let key = (zone.date_of(practice.at), practice.at, practice.id.uuid());
            days.insert(
                key,
                told_practice(practice, labels, (zone, archive.account.locale)),
            );
        }
    }
    days
}

fn sessions(
    all: &[SessionRecord],
    extract: Extract,
    labels: &'static Labels,
    blocks: &mut Vec<Block>,
) {
    let when = |session: &SessionRecord| session.started_at.or(session.planned_at);
    let mut told: Vec<&SessionRecord> = all
        .iter()
        .filter(|session| extract.dosing_session.is_none_or(|one| session.id == one))
        .collect();
    told.sort_by_key(|session| (when(session), session.id.uuid()));
    if !told.is_empty() {
        blocks.push(Block::Part(labels.sessions.to_owned()));
    }
    for session in told {
        let at = when(session).map_or_else(
            || labels.undated.to_owned(),
            |at| moment(session.time_zone, at),
        );
        blocks.push(Block::Head(format!(
            "{at} · {}",
            labels.status(session.status)
        )));
        if let Some(place) = &session.words.place {
            blocks.push(Block::Labelled(labels.place, place.as_str().to_owned()));
        }
        if let Some(note) = &session.words.note {
            blocks.push(Block::Text(note.as_str().to_owned()));
        }
    }
}

/// A civil date and time with the zone in which they are meant.
fn moment(zone: Zone, at: At) -> String {
    format!(
        "{} ({})",
        zone.civil_of(at).format("%Y-%m-%d %H:%M"),
        zone.name()
    )
}

fn told_entry(
    entry: &EntryRecord,
    written: &HashMap<EntryId, String>,
    labels: &'static Labels,
) -> Vec<Block> {
    let mut head = format!(
        "{} · {}",
        labels.entry,
        moment(entry.authored_time_zone, entry.authored_at)
    );
    let Some(newest) = entry.wordings.last() else {
        return Vec::new();
    };
    if newest.revision > 1 {
        head.push_str(&format!(" · {} {}", labels.wording, newest.revision));
    }
    let mut blocks = vec![Block::Head(head)];
    if let Some(other) = entry.addends.and_then(|other| written.get(&other)) {
        blocks.push(Block::Labelled(labels.addendum, other.clone()));
    }
    if let Some(prompt) = &newest.words.prompt {
        blocks.push(Block::Question(prompt.text.clone()));
    }
    if let Some(text) = &newest.words.text {
        blocks.push(Block::Text(text.as_str().to_owned()));
    }
    feelings(&newest.words.feelings, labels, &mut blocks);
    sensations(&newest.words.sensations, labels, &mut blocks);
    blocks
}

fn feelings(feelings: &Feelings, labels: &'static Labels, blocks: &mut Vec<Block>) {
    if !feelings.is_empty() {
        let words: Vec<&str> = feelings.iter().map(|one| one.as_str()).collect();
        blocks.push(Block::Labelled(labels.feelings, words.join(", ")));
    }
}

fn sensations(sensations: &Sensations, labels: &'static Labels, blocks: &mut Vec<Block>) {
    for one in sensations.iter() {
        let words: Vec<&str> = [
            Some(&one.place),
            one.quality.as_ref(),
            one.intensity.as_ref(),
            one.course.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|word| word.as_str())
        .collect();
        blocks.push(Block::Labelled(labels.body, words.join(", ")));
    }
}

fn told_check_in(check_in: &Record<check_ins::Words>, labels: &'static Labels) -> Vec<Block> {
    let words = &check_in.words;
    let mut blocks = vec![Block::Head(format!(
        "{} · {}",
        labels.check_in,
        moment(words.time_zone, check_in.at)
    ))];
    feelings(&words.feelings, labels, &mut blocks);
    sensations(&words.sensations, labels, &mut blocks);
    for (label, word) in [
        (labels.energy, &words.energy),
        (labels.rest, &words.rest),
        (labels.nourishment, &words.nourishment),
        (labels.movement, &words.movement),
        (labels.connection, &words.connection),
        (labels.fears, &words.fears),
        (labels.hesitations, &words.hesitations),
    ] {
        if let Some(word) = word {
            blocks.push(Block::Labelled(label, word.as_str().to_owned()));
        }
    }
    blocks
}

fn told_practice(
    practice: &PracticeRecord,
    labels: &'static Labels,
    (zone, language): (Zone, Language),
) -> Vec<Block> {
    let title = content::exercises(language)
        .iter()
        .find(|exercise| exercise.id == practice.exercise_id)
        .map_or("", |exercise| exercise.title.as_str());
    let head = format!("{} · {}", labels.practice, moment(zone, practice.at));
    let mut blocks = vec![Block::Head(head)];
    if !title.is_empty() {
        blocks.push(Block::Question(title.to_owned()));
    }
    let before = practice.before.as_ref().map(|word| word.as_str());
    let after = practice.after.as_ref().map(|word| word.as_str());
    for (label, word) in [(labels.before, before), (labels.after, after)] {
        if let Some(word) = word {
            blocks.push(Block::Labelled(label, word.to_owned()));
        }
    }
    if let Some(note) = &practice.note {
        blocks.push(Block::Labelled(labels.note, note.as_str().to_owned()));
    }
    blocks
}

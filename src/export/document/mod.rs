//! A document to read or print for a session (section 6.9): the same blocks for Markdown and PDF.
//!
//! First what was prepared and what is kept, part by part, then what was written, in the order of days. A part without anything in
//! it is left out. What is put away is in none of them unless it was asked for (N9).

mod days;
mod kept;
mod preparing;

use std::collections::HashMap;

use super::archive::Archive;
use super::labels::Labels;
use crate::content::Language;
use crate::ids::{DosingSessionId, EntryId, LinkId};
use crate::sessions::SessionRecord;
use crate::time::{At, Zone};

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

/// What a document holds; everything but earlier wordings where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extract {
    /// From this instant on.
    pub(super) from: Option<At>,
    /// Before this instant.
    pub(super) to: Option<At>,
    /// Only what is tied to this session.
    pub(super) dosing_session: Option<DosingSessionId>,
    /// Earlier wordings too (R62).
    pub(super) earlier: bool,
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

impl Document {
    /// The document of an archive.
    pub(super) fn of(archive: &Archive, extract: Extract) -> Self {
        let telling = Telling::of(archive, extract);
        let labels = telling.labels;
        let title = format!(
            "{}: {}",
            labels.title,
            archive.account.display_name.as_str()
        );
        let mut blocks = vec![
            Block::Title(title.clone()),
            Block::Labelled(labels.taken_out, telling.moment(archive.exported_at)),
        ];
        for (name, part) in [
            (labels.sessions, telling.sessions()),
            (labels.appointments, telling.appointments()),
            (labels.evaluations, telling.evaluations()),
            (labels.intentions, telling.intentions()),
            (labels.goals, telling.goals()),
            (labels.fears_before, telling.fears()),
            (labels.agreements, telling.agreements()),
            (labels.people, telling.people()),
            (labels.soothing, telling.soothing()),
            (labels.bring, telling.to_bring()),
            (labels.steps, telling.steps()),
            (labels.own_prompts, telling.own_prompts()),
            (labels.offers, telling.offers()),
            (labels.packets, telling.packets()),
        ] {
            if !part.is_empty() {
                blocks.push(Block::Part(name.to_owned()));
                blocks.extend(part);
            }
        }
        blocks.extend(telling.days());
        Self {
            labels,
            title,
            blocks,
        }
    }
}

/// What every part is told from, and with which words.
struct Telling<'a> {
    archive: &'a Archive,
    extract: Extract,
    labels: &'static Labels,
    language: Language,
    zone: Zone,
    /// Who stands at the other end of each link, where somebody still does.
    names: HashMap<LinkId, &'a str>,
    /// When each dosing session was or is to be.
    sessions: HashMap<DosingSessionId, String>,
    /// When each entry that is told was written.
    written: HashMap<EntryId, String>,
}

impl<'a> Telling<'a> {
    fn of(archive: &'a Archive, extract: Extract) -> Self {
        let (language, zone) = (archive.account.locale, archive.account.time_zone);
        let labels = Labels::of(language);
        let links = archive.sharing.links.iter();
        let sessions = archive.records.dosing_sessions.iter();
        let entries = archive.records.entries.iter();
        Self {
            archive,
            extract,
            labels,
            language,
            zone,
            names: links
                .filter_map(|link| Some((link.id, link.name.as_ref()?.as_str())))
                .collect(),
            sessions: sessions
                .map(|session| (session.id, when(session, labels)))
                .collect(),
            written: entries
                .map(|entry| {
                    let at = moment(entry.authored_time_zone, entry.authored_at);
                    (entry.id, at)
                })
                .collect(),
        }
    }

    /// An instant in the patient's own zone.
    fn moment(&self, at: At) -> String {
        moment(self.zone, at)
    }

    /// Who stands at the other end of a link, by name where there is one.
    fn name(&self, link: LinkId) -> &'a str {
        self.names
            .get(&link)
            .copied()
            .unwrap_or(self.labels.therapist)
    }

    /// The session that something is tied to.
    fn tied(&self, session: Option<DosingSessionId>, blocks: &mut Vec<Block>) {
        if let Some(session) = session.and_then(|id| self.sessions.get(&id)) {
            blocks.push(Block::Labelled(self.labels.for_session, session.clone()));
        }
    }
}

/// A line with a label, where there are words for it.
fn labelled(label: &'static str, words: Option<&str>, blocks: &mut Vec<Block>) {
    blocks.extend(words.map(|words| Block::Labelled(label, words.to_owned())));
}

/// When a session was or is to be, as far as anybody knows; only about which day, where that is all that is known (R45).
fn when(session: &SessionRecord, labels: &'static Labels) -> String {
    match known(session) {
        None => labels.undated.to_owned(),
        Some(at) if session.approximate => {
            let zone = session.time_zone;
            format!("{} {} ({})", labels.about, zone.date_of(at), zone.name())
        }
        Some(at) => moment(session.time_zone, at),
    }
}

/// The instant by which a session is told: its start, else its end, else what it was planned for.
fn known(session: &SessionRecord) -> Option<At> {
    session
        .started_at
        .or(session.ended_at)
        .or(session.planned_at)
}

/// A civil date and time with the zone in which they are meant.
fn moment(zone: Zone, at: At) -> String {
    format!(
        "{} ({})",
        zone.civil_of(at).format("%Y-%m-%d %H:%M"),
        zone.name()
    )
}

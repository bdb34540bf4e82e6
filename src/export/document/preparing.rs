//! What surrounds a dose: sessions, appointments, evaluations, intentions, goals, fears, agreements.

use super::{Block, Telling, known, labelled, moment, when};
use crate::preparation::{AcknowledgedBy, AgreementItem, AgreementWords, ItemPart};
use crate::sessions::SessionRecord;
use crate::time::{At, Zone};

impl Telling<'_> {
    /// The dosing sessions, in the order of their times.
    pub(super) fn sessions(&self) -> Vec<Block> {
        let only = self.extract.dosing_session;
        let all = self.archive.records.dosing_sessions.iter();
        let mut told: Vec<&SessionRecord> = all
            .filter(|session| only.is_none_or(|one| session.id == one))
            .collect();
        told.sort_by_key(|session| (known(session), session.id.uuid()));
        let mut blocks = Vec::new();
        for session in told {
            let status = self.labels.status(session.status);
            let head = format!("{} · {status}", when(session, self.labels));
            blocks.push(Block::Head(head));
            let place = session.words.place.as_ref().map(|place| place.as_str());
            labelled(self.labels.place, place, &mut blocks);
            let note = session.words.note.as_ref();
            blocks.extend(note.map(|note| Block::Text(note.as_str().to_owned())));
        }
        blocks
    }

    /// The appointments, in the order of their times (R08, R81).
    pub(super) fn appointments(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.appointments {
            let words = &record.words;
            if !self.extract.holds(record.at, words.dosing_session_id) {
                continue;
            }
            let undated = || self.labels.undated.to_owned();
            let at = words
                .starts_at
                .map_or_else(undated, |at| moment(words.time_zone, at));
            let kind = self.labels.appointment(words.kind);
            let status = self.labels.meeting(words.status);
            blocks.push(Block::Head(format!("{at} · {kind} · {status}")));
            let with = words.link_id.map(|link| self.name(link));
            labelled(self.labels.with, with, &mut blocks);
            let place = words.place.as_ref().map(|place| place.as_str());
            labelled(self.labels.place, place, &mut blocks);
            self.tied(words.dosing_session_id, &mut blocks);
            let note = words.note.as_ref();
            blocks.extend(note.map(|note| Block::Text(note.as_str().to_owned())));
        }
        blocks
    }

    /// That evaluations were done, by day (R12).
    pub(super) fn evaluations(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.evaluations {
            if self.extract.holds(record.at, None) {
                // A date has no zone: it is kept as midnight UTC.
                blocks.push(Block::Head(Zone::UTC.date_of(record.at).to_string()));
                let note = record.words.note.as_ref();
                blocks.extend(note.map(|note| Block::Text(note.as_str().to_owned())));
            }
        }
        blocks
    }

    /// The intentions, in the order in which they were first worded (R25, R29).
    pub(super) fn intentions(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.intentions {
            let words = &record.words;
            if !self.extract.holds(record.at, words.dosing_session_id) {
                continue;
            }
            blocks.push(Block::Head(self.moment(record.at)));
            blocks.push(Block::Text(words.text.as_str().to_owned()));
            let why = words.why_it_matters.as_ref().map(|why| why.as_str());
            labelled(self.labels.why, why, &mut blocks);
            self.tied(words.dosing_session_id, &mut blocks);
            for before in &words.earlier {
                let why = before.why_it_matters.as_ref().map(|why| why.as_str());
                let beside = (self.labels.why, why);
                self.earlier(before.until, before.text.as_str(), beside, &mut blocks);
            }
        }
        blocks
    }

    /// The therapy goals, apart from intentions (R30).
    pub(super) fn goals(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.goals {
            if !self.extract.holds(record.at, None) {
                continue;
            }
            let words = &record.words;
            blocks.push(Block::Head(self.moment(record.at)));
            blocks.push(Block::Text(words.text.as_str().to_owned()));
            let note = words.note.as_ref().map(|note| note.as_str());
            labelled(self.labels.note, note, &mut blocks);
            for before in &words.earlier {
                let note = before.note.as_ref().map(|note| note.as_str());
                let beside = (self.labels.note, note);
                self.earlier(before.until, before.text.as_str(), beside, &mut blocks);
            }
        }
        blocks
    }

    /// Fears about dosing, and what could help (R16).
    pub(super) fn fears(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.fears {
            let words = &record.words;
            if !self.extract.holds(record.at, words.dosing_session_id) {
                continue;
            }
            blocks.push(Block::Head(self.moment(record.at)));
            blocks.push(Block::Text(words.text.as_str().to_owned()));
            let help = words.what_could_help.as_ref().map(|help| help.as_str());
            labelled(self.labels.could_help, help, &mut blocks);
            self.tied(words.dosing_session_id, &mut blocks);
            for before in &words.earlier {
                let help = before.what_could_help.as_ref().map(|help| help.as_str());
                let beside = (self.labels.could_help, help);
                self.earlier(before.until, before.text.as_str(), beside, &mut blocks);
            }
        }
        blocks
    }

    /// A wording that was replaced, where earlier ones are asked for (R62).
    fn earlier(
        &self,
        until: At,
        text: &str,
        (label, beside): (&'static str, Option<&str>),
        blocks: &mut Vec<Block>,
    ) {
        if self.extract.earlier {
            let until = self.moment(until);
            blocks.push(Block::Labelled(self.labels.earlier_until, until));
            blocks.push(Block::Text(text.to_owned()));
            labelled(label, beside, blocks);
        }
    }

    /// The agreements: the version in force, and the newest where that is another (R41, N10).
    pub(super) fn agreements(&self) -> Vec<Block> {
        let now = self.archive.exported_at;
        let only = self.extract.dosing_session;
        let mut blocks = Vec::new();
        for record in &self.archive.sharing.agreements {
            let words = &record.words;
            let of_session = |one| words.read_again.iter().any(|r| r.dosing_session_id == one);
            let tied = only.filter(|one| of_session(*one));
            if !self.extract.holds(words.newest.made_at, tied) {
                continue;
            }
            let name = self.name(words.link_id);
            let newest = &words.newest;
            let holds = words.in_force(now);
            for version in holds.into_iter().filter(|one| one.number != newest.number) {
                self.version(name, version.number, true, &mut blocks);
                self.items(name, &version.items, &mut blocks);
                self.acknowledged(name, version.acknowledged, &mut blocks);
            }
            let is_in_force = holds.is_some_and(|one| one.number == newest.number);
            self.version(name, newest.number, is_in_force, &mut blocks);
            self.items(name, &newest.items, &mut blocks);
            self.acknowledged(name, newest.acknowledged, &mut blocks);
            self.read_again(words, &mut blocks);
        }
        blocks
    }

    fn version(&self, name: &str, number: i64, is_in_force: bool, blocks: &mut Vec<Block>) {
        let labels = self.labels;
        let mut head = format!("{} {name} · {} {number}", labels.with, labels.version);
        if is_in_force {
            head.push_str(&format!(" · {}", labels.in_force));
        }
        blocks.push(Block::Head(head));
    }

    /// Each item with what both sides say of it (R39).
    fn items(&self, name: &str, items: &[AgreementItem], blocks: &mut Vec<Block>) {
        for item in items {
            let about = item.text.as_ref().map_or("", |text| text.as_str());
            let kind = self.labels.item(item.kind);
            let mut said = vec![about.to_owned()];
            for (who, part) in [(self.labels.mine, &item.patient), (name, &item.therapist)] {
                let words = self.part(part);
                if !words.is_empty() {
                    said.push(format!("{who}: {words}"));
                }
            }
            said.retain(|line| !line.is_empty());
            blocks.push(Block::Labelled(kind, said.join("\n")));
        }
    }

    /// What one side says: an answer, words, both or nothing.
    fn part(&self, part: &ItemPart) -> String {
        let answer = part.answer.map(|answer| self.labels.answer(answer));
        let words = part.words.as_ref().map(|words| words.as_str());
        let said: Vec<&str> = [answer, words].into_iter().flatten().collect();
        said.join(" · ")
    }

    fn acknowledged(&self, name: &str, by: AcknowledgedBy, blocks: &mut Vec<Block>) {
        let me = self.archive.account.display_name.as_str();
        for (who, at) in [(me, by.patient_at), (name, by.therapist_at)] {
            let said = at.map(|at| format!("{who} · {}", self.moment(at)));
            labelled(self.labels.acknowledged, said.as_deref(), blocks);
        }
    }

    /// Before which sessions it was read again by both.
    fn read_again(&self, words: &AgreementWords, blocks: &mut Vec<Block>) {
        let by_both = words
            .read_again
            .iter()
            .filter(|reading| reading.patient_at.is_some() && reading.therapist_at.is_some());
        for reading in by_both {
            let session = self.sessions.get(&reading.dosing_session_id);
            labelled(self.labels.read_again, session.map(String::as_str), blocks);
        }
    }
}

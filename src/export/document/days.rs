//! What was written, under the day on which its own clock on the wall stood.

use std::collections::BTreeMap;

use super::{Block, Telling, labelled, moment};
use crate::access::record::Record;
use crate::check_ins;
use crate::content;
use crate::grounding::PracticeRecord;
use crate::ids::EntryId;
use crate::journal::{EntryRecord, Feelings, Sensations, Words};
use crate::time::{At, CivilDate};

/// Things in the order of their instants, each under its day.
type Days = BTreeMap<(CivilDate, At, uuid::Uuid), Vec<Block>>;

impl Telling<'_> {
    /// Entries, check-ins and practices, day by day.
    pub(super) fn days(&self) -> Vec<Block> {
        let (mut blocks, mut day) = (Vec::new(), None);
        for ((date, ..), piece) in self.by_day() {
            if day != Some(date) {
                blocks.push(Block::Part(date.to_string()));
                day = Some(date);
            }
            blocks.extend(piece);
        }
        blocks
    }

    fn by_day(&self) -> Days {
        let records = &self.archive.records;
        let mut days = Days::new();
        for entry in &records.entries {
            if self
                .extract
                .holds(entry.authored_at, entry.dosing_session_id)
            {
                let date = entry.authored_time_zone.date_of(entry.authored_at);
                let key = (date, entry.authored_at, entry.id.uuid());
                days.insert(key, self.entry(entry));
            }
        }
        for check_in in &records.check_ins {
            let words = &check_in.words;
            if self.extract.holds(check_in.at, words.dosing_session_id) {
                let key = (
                    words.time_zone.date_of(check_in.at),
                    check_in.at,
                    check_in.id,
                );
                days.insert(key, self.check_in(check_in));
            }
        }
        for practice in &records.practices {
            if self.extract.holds(practice.at, None) {
                let date = self.zone.date_of(practice.at);
                let key = (date, practice.at, practice.id.uuid());
                days.insert(key, self.practice(practice));
            }
        }
        days
    }

    fn entry(&self, entry: &EntryRecord) -> Vec<Block> {
        let Some((newest, earlier)) = entry.wordings.split_last() else {
            return Vec::new();
        };
        let at = moment(entry.authored_time_zone, entry.authored_at);
        let mut head = format!("{} · {at}", self.labels.entry);
        if newest.revision > 1 {
            head.push_str(&format!(" · {} {}", self.labels.wording, newest.revision));
        }
        let mut blocks = vec![Block::Head(head)];
        let other = entry.addends.and_then(|other| self.written.get(&other));
        labelled(self.labels.addendum, other.map(String::as_str), &mut blocks);
        if let Some(prompt) = &newest.words.prompt {
            blocks.push(Block::Question(prompt.text.as_str().to_owned()));
        }
        self.wording(&newest.words, &mut blocks);
        self.acknowledgements(entry.id, &mut blocks);
        for wording in earlier.iter().filter(|_| self.extract.earlier) {
            let at = moment(entry.authored_time_zone, wording.authored_at);
            let from = format!("{} · {at}", wording.revision);
            blocks.push(Block::Labelled(self.labels.earlier, from));
            self.wording(&wording.words, &mut blocks);
        }
        blocks
    }

    fn wording(&self, words: &Words, blocks: &mut Vec<Block>) {
        let text = words.text.as_ref();
        blocks.extend(text.map(|text| Block::Text(text.as_str().to_owned())));
        self.feelings(&words.feelings, blocks);
        self.sensations(&words.sensations, blocks);
    }

    /// What therapists said of an entry: read, or to bring to the session.
    fn acknowledgements(&self, entry: EntryId, blocks: &mut Vec<Block>) {
        let all = self.archive.sharing.acknowledgements.iter();
        for said in all.filter(|said| said.entry_id == entry) {
            let (name, at) = (self.name(said.link_id), self.moment(said.at));
            let kind = self.labels.said(said.kind);
            let told = format!("{name} · {kind} · {at}");
            blocks.push(Block::Labelled(self.labels.acknowledged, told));
        }
    }

    fn feelings(&self, feelings: &Feelings, blocks: &mut Vec<Block>) {
        if !feelings.is_empty() {
            let words: Vec<&str> = feelings.iter().map(|one| one.as_str()).collect();
            blocks.push(Block::Labelled(self.labels.feelings, words.join(", ")));
        }
    }

    fn sensations(&self, sensations: &Sensations, blocks: &mut Vec<Block>) {
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
            blocks.push(Block::Labelled(self.labels.body, words.join(", ")));
        }
    }

    fn check_in(&self, check_in: &Record<check_ins::Words>) -> Vec<Block> {
        let (words, labels) = (&check_in.words, self.labels);
        let at = moment(words.time_zone, check_in.at);
        let mut blocks = vec![Block::Head(format!("{} · {at}", labels.check_in))];
        self.feelings(&words.feelings, &mut blocks);
        self.sensations(&words.sensations, &mut blocks);
        for (label, word) in [
            (labels.energy, &words.energy),
            (labels.rest, &words.rest),
            (labels.nourishment, &words.nourishment),
            (labels.movement, &words.movement),
            (labels.connection, &words.connection),
            (labels.fears, &words.fears),
            (labels.hesitations, &words.hesitations),
        ] {
            labelled(label, word.as_ref().map(|word| word.as_str()), &mut blocks);
        }
        blocks
    }

    fn practice(&self, practice: &PracticeRecord) -> Vec<Block> {
        let labels = self.labels;
        let mut all = content::exercises(self.language).iter();
        let exercise = all.find(|exercise| exercise.id == practice.exercise_id);
        let head = format!("{} · {}", labels.practice, self.moment(practice.at));
        let mut blocks = vec![Block::Head(head)];
        blocks.extend(exercise.map(|exercise| Block::Question(exercise.title.clone())));
        let before = practice.before.as_ref().map(|word| word.as_str());
        let after = practice.after.as_ref().map(|word| word.as_str());
        let note = practice.note.as_ref().map(|note| note.as_str());
        for (label, words) in [
            (labels.before, before),
            (labels.after, after),
            (labels.note, note),
        ] {
            labelled(label, words, &mut blocks);
        }
        blocks
    }
}

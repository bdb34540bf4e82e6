//! What is kept at hand: people, what is kind, what to bring, small steps, own prompts, offers that were taken, packets.

use super::{Block, Telling, labelled};
use crate::content;
use crate::offers::Offered;
use crate::packets::PacketItem;

impl Telling<'_> {
    /// Whom the patient named as support (R38).
    pub(super) fn people(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.support_people {
            if self.extract.holds(record.at, None) {
                let words = &record.words;
                blocks.push(Block::Head(words.name.as_str().to_owned()));
                let contact = words.contact.as_ref().map(|contact| contact.as_str());
                labelled(self.labels.contact, contact, &mut blocks);
                let note = words.note.as_ref().map(|note| note.as_str());
                labelled(self.labels.note, note, &mut blocks);
            }
        }
        blocks
    }

    /// What has been kind before (R34).
    pub(super) fn soothing(&self) -> Vec<Block> {
        let all = self.archive.records.soothing.iter();
        all.filter(|record| self.extract.holds(record.at, None))
            .map(|record| Block::Text(record.words.text.as_str().to_owned()))
            .collect()
    }

    /// What she brings of her own, and the usual things that she marked (R47).
    pub(super) fn to_bring(&self) -> Vec<Block> {
        let usual = content::to_bring(self.language);
        let all = self.archive.records.checklist_items.iter();
        all.filter(|record| self.extract.holds(record.at, None))
            .filter_map(|record| {
                let own = record.words.text.as_ref().map(|text| text.as_str());
                let marked = usual
                    .iter()
                    .find(|item| record.words.packed && item.id.uuid() == record.id)
                    .map(|item| item.text.as_str());
                Some(Block::Text(own.or(marked)?.to_owned()))
            })
            .collect()
    }

    /// Small steps, each as it is worded now (R83).
    pub(super) fn steps(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.steps {
            let words = &record.words;
            if !self.extract.holds(record.at, words.dosing_session_id) {
                continue;
            }
            let mut head = self.moment(record.at);
            if let Some(area) = words.area {
                head.push_str(&format!(" · {}", self.labels.area(area)));
            }
            if words.laid_aside {
                head.push_str(&format!(" · {}", self.labels.laid_aside));
            }
            blocks.push(Block::Head(head));
            blocks.push(Block::Text(words.text.as_str().to_owned()));
            let note = words.note.as_ref().map(|note| note.as_str());
            labelled(self.labels.note, note, &mut blocks);
            self.tied(words.dosing_session_id, &mut blocks);
        }
        blocks
    }

    /// Prompts that the patient wrote for herself (N5).
    pub(super) fn own_prompts(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.own_prompts {
            if self.extract.holds(record.at, None) {
                blocks.push(Block::Question(record.words.text.as_str().to_owned()));
                let hint = record.words.hint.as_ref().map(|hint| hint.as_str());
                labelled(self.labels.note, hint, &mut blocks);
            }
        }
        blocks
    }

    /// What a therapist offered and the patient took; of what she did not take nothing is told here (N5).
    pub(super) fn offers(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for offer in &self.archive.records.offers {
            if !self.extract.holds(offer.created_at, None) {
                continue;
            }
            let from = self.name(offer.link_id);
            let head = format!("{} · {from}", self.moment(offer.created_at));
            blocks.push(Block::Head(head));
            let (words, hint) = self.offered(&offer.offered);
            blocks.extend(words.map(|words| Block::Question(words.to_owned())));
            let note = offer.note.as_ref().map(|note| note.as_str());
            for words in [hint, note] {
                labelled(self.labels.note, words, &mut blocks);
            }
        }
        blocks
    }

    /// The words of what was offered, and a word beside it; none of something that the catalogue does not hold any more.
    fn offered<'o>(&self, offered: &'o Offered) -> (Option<&'o str>, Option<&'o str>) {
        match offered {
            Offered::Prompt(id) => {
                let mut all = content::prompts(self.language).iter();
                let prompt = all.find(|prompt| prompt.id == *id);
                (prompt.map(|prompt| prompt.text.as_str()), None)
            }
            Offered::Exercise(id) => {
                let mut all = content::exercises(self.language).iter();
                let exercise = all.find(|exercise| exercise.id == *id);
                (exercise.map(|exercise| exercise.title.as_str()), None)
            }
            Offered::Own { text, hint } => {
                let hint = hint.as_ref().map(|hint| hint.as_str());
                (Some(text.as_str()), hint)
            }
        }
    }

    /// Packets: for whom, until when, and what is in them, in the patient's own order (N12).
    pub(super) fn packets(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for record in &self.archive.records.packets {
            if !self.extract.holds(record.created_at, None) {
                continue;
            }
            let words = &record.words;
            let title = words.title.as_ref().map_or("", |title| title.as_str());
            let until = self.moment(record.at);
            let head = [title, until.as_str(), self.name(words.link_id)];
            let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
            blocks.push(Block::Head(head.join(" · ")));
            for item in &words.items {
                blocks.push(match item {
                    PacketItem::Note { text } => Block::Text(text.as_str().to_owned()),
                    PacketItem::Entry { entry_id, .. } => {
                        // What is put away or deleted is named without a word of it, not even its day.
                        let untold = || self.labels.untold.to_owned();
                        let at = self.written.get(entry_id).cloned();
                        Block::Labelled(self.labels.entry, at.unwrap_or_else(untold))
                    }
                });
            }
        }
        blocks
    }
}

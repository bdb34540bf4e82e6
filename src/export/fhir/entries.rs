//! Entries: each a QuestionnaireResponse, because a prompt is a question and writing freely answers an open one.

use serde::Serialize;

use super::Resource;
use super::elements::{Coding, Extension, Head, Identifier, Meta, Reference, Said, Words};
use super::places::{Kind, Places};
use crate::journal::{self, EntryRecord, Sensation};

/// What an entry says now.
#[derive(Debug, Serialize)]
pub(super) struct QuestionnaireResponse {
    #[serde(flatten)]
    pub(super) head: Head,
    identifier: Identifier,
    questionnaire: String,
    status: &'static str,
    subject: Reference,
    authored: crate::time::At,
    author: Reference,
    source: Reference,
    item: Vec<Item>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    link_id: &'static str,
    text: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answer: Vec<Said>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
}

impl Item {
    fn asking(link_id: &'static str, text: &str, answer: Vec<Said>) -> Self {
        Self {
            link_id,
            text: Words::of(text),
            answer,
            item: Vec::new(),
        }
    }
}

/// The entry in its newest wording; none where it has no wording at all, which no archive from here holds.
pub(super) fn entry(places: &Places, record: &EntryRecord) -> Option<Resource> {
    let newest = record.wordings.last()?;
    let words = &newest.words;
    let mut extension = vec![
        Extension::of("entry-kind", Said::Code(record.kind.as_str().to_owned())),
        Extension::of(
            "time-zone",
            Said::Code(record.authored_time_zone.name().to_owned()),
        ),
    ];
    if newest.revision > 1 {
        extension.push(Extension::of(
            "first-authored",
            Said::At(record.authored_at),
        ));
    }
    extension.extend(record.dosing_session_id.map(|id| {
        let session = places.refer(Kind::Session, id.uuid());
        Extension::of("dosing-session", Said::Reference(session))
    }));
    extension.extend(record.addends.map(|id| {
        let entry = places.refer(Kind::Entry, id.uuid());
        Extension::of("adds-to", Said::Reference(entry))
    }));
    let questionnaire = match &words.prompt {
        Some(prompt) => format!(
            "urn:afterword:questionnaire/prompt/{}|{}",
            prompt.id, prompt.version
        ),
        None => "urn:afterword:questionnaire/entry|1".to_owned(),
    };
    Some(Resource::QuestionnaireResponse(QuestionnaireResponse {
        head: Head {
            meta: Some(Meta::of(newest.revision, newest.received_at)),
            extension,
            ..Head::of(places.of(Kind::Entry, record.id.uuid()))
        },
        identifier: Identifier::of(record.id.uuid()),
        questionnaire,
        status: if newest.revision == 1 {
            "completed"
        } else {
            "amended"
        },
        subject: places.patient(),
        authored: newest.authored_at,
        author: places.patient(),
        source: places.patient(),
        item: items(words),
    }))
}

fn items(words: &journal::Words) -> Vec<Item> {
    let mut items = Vec::new();
    if words.text.is_some() || words.prompt.is_some() {
        let question = words
            .prompt
            .as_ref()
            .map_or("In your own words", |prompt| prompt.text.as_str());
        let text = words.text.as_ref().map(|text| Said::words(text.as_str()));
        items.push(Item::asking("text", question, text.into_iter().collect()));
    }
    if !words.topics.is_empty() {
        let topics = words
            .topics
            .iter()
            .map(|topic| Said::Coding(Coding::own("topic", topic.as_str())));
        items.push(Item::asking("topics", "What it touches", topics.collect()));
    }
    if !words.feelings.is_empty() {
        let feelings = words
            .feelings
            .iter()
            .map(|feeling| Said::words(feeling.as_str()));
        items.push(Item::asking("feelings", "Feelings", feelings.collect()));
    }
    items.extend(words.sensations.iter().map(sensation));
    items
}

/// One sensation; what was left out is not asked.
fn sensation(sensation: &Sensation) -> Item {
    let parts = [
        ("sensation.place", "Where", Some(&sensation.place)),
        (
            "sensation.quality",
            "What it is like",
            sensation.quality.as_ref(),
        ),
        (
            "sensation.intensity",
            "How strong",
            sensation.intensity.as_ref(),
        ),
        ("sensation.course", "How it goes", sensation.course.as_ref()),
    ];
    let said = parts.into_iter().filter_map(|(link_id, text, word)| {
        Some(Item::asking(
            link_id,
            text,
            vec![Said::words(word?.as_str())],
        ))
    });
    Item {
        item: said.collect(),
        ..Item::asking("sensation", "In the body", Vec::new())
    }
}

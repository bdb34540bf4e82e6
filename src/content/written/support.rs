//! The notice and the lines: with their English words, and the words that other languages have for them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::About;
use crate::content::model::{Notice, Region};
use crate::time::CivilDate;
use crate::words::Language;

/// The notice and the lines, with their English words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct SupportText {
    /// The day on which somebody compared the lines with their sources; absent: nobody has.
    pub(in crate::content) lines_reviewed: Option<CivilDate>,
    about: About,
    notice: NoticeText,
    region: Vec<Region>,
}

/// The notice as it stands in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeText {
    version: i64,
    text: String,
}

/// The notice in another language, and the few words beside the lines that can be translated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::content) struct SupportWording {
    about: About,
    notice: NoticeText,
    hours: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl SupportText {
    /// The notice and the lines in English.
    pub(in crate::content) fn in_english(&self) -> Result<(Notice, Vec<Region>), String> {
        let notice = notice(self.about, Language::English, self.notice.clone())?;
        Ok((notice, self.region.clone()))
    }

    /// The notice in another language, and the lines with the hours in it; a name stays as its organisation writes it.
    pub(in crate::content) fn worded(
        &self,
        language: Language,
        wording: SupportWording,
    ) -> Result<(Notice, Vec<Region>), String> {
        if wording.notice.version != self.notice.version {
            return Err("the notice has another version than in English".to_owned());
        }
        let mut regions = self.region.clone();
        for line in regions.iter_mut().flat_map(|region| &mut region.lines) {
            line.hours = wording
                .hours
                .get(&line.hours)
                .cloned()
                .ok_or_else(|| format!("no words for {:?}", line.hours))?;
            if let Some(name) = wording.names.get(&line.name) {
                line.name.clone_from(name);
            }
        }
        Ok((notice(wording.about, language, wording.notice)?, regions))
    }
}

fn notice(about: About, language: Language, written: NoticeText) -> Result<Notice, String> {
    let NoticeText { version, text } = written;
    let (reading, _) = about
        .reading(language, &[&text])
        .map_err(|reason| format!("notice: {reason}"))?;
    Ok(Notice {
        version,
        text,
        reading,
    })
}
